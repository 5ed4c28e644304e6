"""``device revoke`` and ``epoch new``: what an operator does after a theft, and after a restore."""

from __future__ import annotations

import click

from central import epoch, offices
from central.cli.common import Out, Where, command
from central.database import Database
from central.operations.held import get_head


def add(group: click.Group) -> None:
    """Add the commands to ``group``."""

    @group.group("device")
    def device_group() -> None:
        """Enrolled devices."""

    @command(group=device_group, name="revoke")
    @click.argument("device")
    @click.option(
        "--reason", default="revoked by the operator", show_default=True, help="Told to its office."
    )
    def _revoke(where: Where, out: Out, device: str, reason: str) -> None:
        """Take a device's right to talk to the centre."""

        async def work(database: Database) -> bool:
            await get_head(database, device)
            return await offices.revoke_device(database, device, reason)

        changed = where.open(work)
        out.say(
            {"device": device, "revoked": True, "changed": changed},
            f"Device {device} is revoked." if changed else f"Device {device} was revoked already.",
        )

    @group.group("epoch")
    def epoch_group() -> None:
        """The feed's epoch."""

    @command(group=epoch_group, name="new")
    def _new(where: Where, out: Out) -> None:
        """Begin a new epoch, once after every restore of the database, before serving."""
        begun = where.open(epoch.new_epoch)
        out.say({"epoch": begun}, f"Epoch {begun} has begun; every office reads its feed anew.")
