"""The papers of an application in the window: taken in, made fit, looked at, put in order."""
