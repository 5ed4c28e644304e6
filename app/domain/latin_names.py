"""Common Iranian names and parts of family names, as passports usually write them.

Persian writes no short vowels, so no rule turns علی into ALI and not AALI: for common names this table knows
the usual writing. It is habit and no authority's list (Iran publishes none), so that what comes of it is a
suggestion only; the spelling that counts is the one the applicant chose and signed. Names of one word;
what is made of several is put together by :mod:`app.domain.transliteration`.
"""

from __future__ import annotations

GIVEN = """
محمد MOHAMMAD، علی ALI، حسین HOSSEIN، حسن HASSAN، رضا REZA، مهدی MAHDI، احمد AHMAD، محمود MAHMOUD،
حمید HAMID، مجید MAJID، سعید SAEID، وحید VAHID، امیر AMIR، عباس ABBAS، اکبر AKBAR، اصغر ASGHAR،
جعفر JAFAR، صادق SADEGH، باقر BAGHER، کاظم KAZEM، موسی MOUSA، عیسی EISA، ابراهیم EBRAHIM،
اسماعیل ESMAEIL، اسحاق ESHAGH، یعقوب YAGHOUB، یوسف YOUSEF، یونس YOUNES، یحیی YAHYA، زکریا ZAKARIA،
داود DAVOUD، داوود DAVOUD، سلیمان SOLEYMAN، ایوب AYOUB، نوح NOUH، الیاس ELYAS، ادریس EDRIS، هاشم HASHEM،
قاسم GHASEM، ابوالفضل ABOLFAZL، ابوالقاسم ABOLGHASEM، ابوالحسن ABOLHASSAN، ابوطالب ABOUTALEB،
عبدالله ABDOLLAH، عبدالرضا ABDOLREZA، عبدالحسین ABDOLHOSSEIN، عبدالکریم ABDOLKARIM،
عبدالرحمن ABDOLRAHMAN، عبدالرحیم ABDOLRAHIM، عبدالحمید ABDOLHAMID، عبدالمجید ABDOLMAJID،
عبدالعلی ABDOLALI، عبدالرسول ABDOLRASOUL، عبدالعزیز ABDOLAZIZ، نعمت‌الله NEMATOLLAH،
رحمت‌الله RAHMATOLLAH، فتح‌الله FATHOLLAH، روح‌الله ROUHOLLAH، اسدالله ASADOLLAH، حبیب‌الله HABIBOLLAH،
سیف‌الله SEYFOLLAH، عزت‌الله EZATOLLAH، حجت‌الله HOJJATOLLAH، ذبیح‌الله ZABIHOLLAH، نصرالله NASROLLAH،
قدرت‌الله GHODRATOLLAH، شکرالله SHOKROLLAH، یدالله YADOLLAH، آیت‌الله AYATOLLAH، کریم KARIM، رحیم RAHIM،
رحمان RAHMAN، عظیم AZIM، عزیز AZIZ، حبیب HABIB، جلال JALAL، جمال JAMAL، کمال KAMAL، جواد JAVAD،
جلیل JALIL، خلیل KHALIL، جمشید JAMSHID، خسرو KHOSROW، فرهاد FARHAD، فرشید FARSHID، فرشاد FARSHAD،
فرزاد FARZAD، فرید FARID، فریدون FEREYDOUN، فرامرز FARAMARZ، فرزین FARZIN، فرخ FARROKH، بهرام BAHRAM،
بهمن BAHMAN، بهروز BEHROUZ، بهزاد BEHZAD، بهنام BEHNAM، بیژن BIJAN، بابک BABAK، آرش ARASH، آرمان ARMAN،
آرمین ARMIN، آرین ARIAN، آریا ARYA، آرتین ARTIN، ارسلان ARSALAN، اردشیر ARDESHIR، اسفندیار ESFANDIAR،
افشین AFSHIN، امید OMID، امین AMIN، ایمان IMAN، احسان EHSAN، اشکان ASHKAN، ایرج IRAJ، ایلیا ILIA،
پارسا PARSA، پدرام PEDRAM، پرویز PARVIZ، پژمان PEJMAN، پیمان PEYMAN، پویا POUYA، پوریا POURIA،
پیام PAYAM، تقی TAGHI، نقی NAGHI، تیمور TEYMOUR، حامد HAMED، حجت HOJJAT، حیدر HEYDAR، خداداد KHODADAD،
داریوش DARIUSH، دانیال DANIAL، ذوالفقار ZOLFAGHAR، رامین RAMIN، رحمت RAHMAT، رستم ROSTAM، رسول RASOUL،
روزبه ROUZBEH، سالار SALAR، سامان SAMAN، سبحان SOBHAN، سجاد SAJJAD، سروش SOROUSH، سهراب SOHRAB،
سهیل SOHEIL، سیاوش SIAVASH، سینا SINA، شاهین SHAHIN، شایان SHAYAN، شاپور SHAPOUR، شهاب SHAHAB،
شهرام SHAHRAM، شهریار SHAHRIAR، شهروز SHAHROUZ، صابر SABER، صالح SALEH، صفر SAFAR، طاهر TAHER، عارف AREF،
عرفان ERFAN، عزت EZAT، علیرضا ALIREZA، غلام GHOLAM، غلامرضا GHOLAMREZA، غلامحسین GHOLAMHOSSEIN،
غلامعلی GHOLAMALI، فاضل FAZEL، قادر GHADER، قربان GHORBAN، کامران KAMRAN، کامبیز KAMBIZ، کاوه KAVEH،
کوروش KOUROSH، کورش KOUROSH، کیان KIAN، کیانوش KIANOUSH، کیوان KEYVAN، مازیار MAZIAR، مانی MANI،
ماهان MAHAN، متین MATIN، محسن MOHSEN، مرتضی MORTEZA، مسعود MASOUD، مصطفی MOSTAFA، منصور MANSOUR،
منوچهر MANOUCHEHR، مهران MEHRAN، مهرداد MEHRDAD، مهیار MAHYAR، میثم MEYSAM، میلاد MILAD، نادر NADER،
ناصر NASER، نوید NAVID، نیما NIMA، هادی HADI، هوشنگ HOUSHANG، هومن HOUMAN، یاسر YASER، یاسین YASIN،
یاشار YASHAR، مرادعلی MORADALI، مراد MORAD، نجف NAJAF، حیدرعلی HEYDARALI، سید SEYED، سیده SEYEDEH،
میر MIR، شیخ SHEIKH، حاجی HAJI، ملا MOLLA، خان KHAN، بیگ BEIG، آقا AGHA، میرزا MIRZA، فاطمه FATEMEH،
زهرا ZAHRA، زهره ZOHREH، مریم MARYAM، معصومه MASOUMEH، سکینه SAKINEH، خدیجه KHADIJEH، زینب ZEINAB،
رقیه ROGHAYEH، صدیقه SEDIGHEH، طاهره TAHEREH، طیبه TAYEBEH، کبری KOBRA، صغری SOGHRA، لیلا LEILA،
لیلی LEILI، سارا SARA، سحر SAHAR، سمیرا SAMIRA، سمیه SOMAYEH، سمانه SAMANEH، ستاره SETAREH،
سپیده SEPIDEH، سودابه SOUDABEH، سوسن SOUSAN، سیما SIMA، سیمین SIMIN، شبنم SHABNAM، شراره SHARAREH،
شقایق SHAGHAYEGH، شهره SHOHREH، شهلا SHAHLA، شهناز SHAHNAZ، شهین SHAHIN، شیدا SHEIDA، شیرین SHIRIN،
شیما SHIMA، شیوا SHIVA، صبا SABA، ترانه TARANEH، پروانه PARVANEH، پروین PARVIN، پری PARI، پریسا PARISA،
پریا PARIA، پونه POUNEH، پگاه PEGAH، آتنا ATENA، آتوسا ATOUSA، آذر AZAR، آرزو AREZOU، آزاده AZADEH،
آزیتا AZITA، آسیه ASIEH، آمنه AMENEH، آناهیتا ANAHITA، آیدا AIDA، آیناز AYNAZ، آوا AVA، اعظم AZAM،
اکرم AKRAM، الناز ELNAZ، الهام ELHAM، الهه ELAHEH، الینا ELINA، انسیه ENSIEH، اعظمسادات AZAMSADAT،
بهاره BAHAREH، بهار BAHAR، بتول BATOUL، تهمینه TAHMINEH، ثریا SORAYA، حدیث HADIS، حلیمه HALIMEH،
حمیده HAMIDEH، حنانه HANANEH، حوا HAVA، راضیه RAZIEH، رویا ROYA، رؤیا ROYA، ریحانه REYHANEH، رعنا RANA،
رکسانا ROXANA، زری ZARI، زیبا ZIBA، ژاله ZHALEH، سادات SADAT، ساناز SANAZ، سعیده SAEIDEH، سهیلا SOHEILA،
عاطفه ATEFEH، عفت EFFAT، عصمت ESMAT، عذرا OZRA، فائزه FAEZEH، فرزانه FARZANEH، فرشته FERESHTEH،
فریبا FARIBA، فریده FARIDEH، فروغ FOROUGH، فهیمه FAHIMEH، کوثر KOWSAR، کیمیا KIMIA، گلناز GOLNAZ،
گیتی GITI، لاله LALEH، لادن LADAN، مائده MAEDEH، محبوبه MAHBOUBEH، محدثه MOHADESEH، مرضیه MARZIEH،
ملیحه MALIHEH، ملیکا MELIKA، منیژه MANIJEH، منیره MONIREH، مهتاب MAHTAB، مهناز MAHNAZ، مهسا MAHSA،
مهشید MAHSHID، مهین MAHIN، مینا MINA، میترا MITRA، نازنین NAZANIN، ناهید NAHID، نجمه NAJMEH، نرگس NARGES،
نسترن NASTARAN، نسرین NASRIN، نسیم NASIM، نغمه NAGHMEH، نفیسه NAFISEH، نگار NEGAR، نگین NEGIN،
نوشین NOUSHIN، نیلوفر NILOUFAR، هانیه HANIEH، هدی HODA، هستی HASTI، هما HOMA، یاسمن YASAMAN، یلدا YALDA،
یگانه YEGANEH، نورا NOURA، نور NOUR، کلثوم KOLSOUM، ام OM، البنین OLBANIN، ماریا MARIA، دینا DINA،
درسا DORSA، باران BARAN، رها RAHA، آیلین AILIN
"""
"""Given names, and what stands before or after them."""

FAMILY = """
موسوی MOUSAVI، حسینی HOSSEINI، رضوی RAZAVI، علوی ALAVI، مرتضوی MORTAZAVI، مصطفوی MOSTAFAVI، نبوی NABAVI،
نقوی NAGHAVI، تقوی TAGHAVI، صفوی SAFAVI، طباطبایی TABATABAEI، طباطبائی TABATABAEI، رضایی REZAEI،
رضائی REZAEI، مرادی MORADI، نوروزی NOROUZI، نوری NOURI، کاظمی KAZEMI، هاشمی HASHEMI، صالحی SALEHI،
شریفی SHARIFI، شریف SHARIF، صادقی SADEGHI، یزدانی YAZDANI، یزدی YAZDI، تهرانی TEHRANI، اصفهانی ESFAHANI،
شیرازی SHIRAZI، تبریزی TABRIZI، مشهدی MASHHADI، کرمانی KERMANI، گیلانی GILANI، مازندرانی MAZANDARANI،
خراسانی KHORASANI، قمی GHOMI، رشتی RASHTI، اردبیلی ARDABILI، همدانی HAMEDANI، کرمی KARAMI، رستمی ROSTAMI،
سلطانی SOLTANI، سلطان SOLTAN، ملکی MALEKI، ملک MALEK، زارع ZARE، زارعی ZAREI، زمانی ZAMANI، زمان ZAMAN،
بهرامی BAHRAMI، باقری BAGHERI، عسگری ASGARI، عسکری ASKARI، حیدری HEYDARI، قنبری GHANBARI، قنبر GHANBAR،
نظری NAZARI، صفری SAFARI، طاهری TAHERI، اکبری AKBARI، اصغری ASGHARI، عباسی ABBASI، امینی AMINI،
امیری AMIRI، فتحی FATHI، فتاحی FATTAHI، فلاح FALLAH، فلاحی FALLAHI، فراهانی FARAHANI، فرهادی FARHADI،
فروتن FOROUTAN، قربانی GHORBANI، قادری GHADERI، کیانی KIANI، لطفی LOTFI، محمودی MAHMOUDI، محسنی MOHSENI،
مظفری MOZAFFARI، معینی MOEINI، معین MOEIN، مقدم MOGHADDAM، مقدس MOGHADDAS، ملایی MOLLAEI،
منصوری MANSOURI، مهدوی MAHDAVI، میرزایی MIRZAEI، نجفی NAJAFI، نعمتی NEMATI، نیکو NIKOU، نیک NIK،
هدایتی HEDAYATI، هدایت HEDAYAT، همتی HEMMATI، یوسفی YOUSEFI، جمشیدی JAMSHIDI، جلالی JALALI، جهانی JAHANI،
جهان JAHAN، جوادی JAVADI، جباری JABBARI، جلیلی JALILI، چراغی CHERAGHI، حاتمی HATAMI، حیدریان HEYDARIAN،
خانی KHANI، خداوردی KHODAVERDI، خسروی KHOSRAVI، خلیلی KHALILI، داوودی DAVOUDI، داودی DAVOUDI،
دهقان DEHGHAN، دهقانی DEHGHANI، ذوالفقاری ZOLFAGHARI، رجبی RAJABI، رجب RAJAB، رحمتی RAHMATI،
رنجبر RANJBAR، رفیعی RAFIEI، روحانی ROUHANI، روشن ROSHAN، سعیدی SAEIDI، سلیمانی SOLEYMANI، سلیمی SALIMI،
سلیم SALIM، سهرابی SOHRABI، شاکری SHAKERI، شاه SHAH، شجاعی SHOJAEI، شعبانی SHABANI، شعبان SHABAN،
شفیعی SHAFIEI، شکری SHOKRI، شهبازی SHAHBAZI، صمدی SAMADI، صمد SAMAD، ضیایی ZIAEI، عابدی ABEDI،
عابدینی ABEDINI، عزیزی AZIZI، عطایی ATAEI، علی‌پور ALIPOUR، علیزاده ALIZADEH، عمرانی OMRANI،
غفاری GHAFFARI، غلامی GHOLAMI، فرجی FARAJI، فرج FARAJ، قاسمی GHASEMI، کاشانی KASHANI، کشاورز KESHAVARZ،
گودرزی GOUDARZI، مختاری MOKHTARI، مختار MOKHTAR، محبی MOHEBBI، محمدی MOHAMMADI، مرتضایی MORTEZAEI،
مولایی MOLAEI، مومنی MOMENI، مؤمنی MOMENI، نصیری NASIRI، نصیر NASIR، نادری NADERI، ناصری NASERI،
نقدی NAGHDI، وحیدی VAHIDI، ولی VALI، ولی‌زاده VALIZADEH، یعقوبی YAGHOUBI، یحیایی YAHYAEI، خدایی KHODAEI،
خدا KHODA، آقایی AGHAEI، آقایی‌نژاد AGHAEINEJAD، ابراهیمی EBRAHIMI، احمدی AHMADI، اسدی ASADI، اسد ASAD،
اسماعیلی ESMAEILI، اسلامی ESLAMI، اسلام ESLAM، افشار AFSHAR، الهی ELAHI، ایزدی IZADI، ایمانی IMANI،
انصاری ANSARI، بیات BAYAT، پارسی PARSI، پناهی PANAHI، پهلوان PAHLAVAN، پیروزی PIROUZI، ترابی TORABI،
ترکمان TORKAMAN، توکلی TAVAKOLI، توکل TAVAKOL، ثابتی SABETI، جعفری JAFARI، حسن‌زاده HASSANZADEH،
حقیقی HAGHIGHI، حکیمی HAKIMI، نیازی NIAZI، نیاز NIAZ، پیری PIRI، تاجیک TAJIK، کرد KORD، کردی KORDI،
ترک TORK، لر LOR، عرب ARAB، عرب‌نژاد ARABNEJAD، بلوچ BALOUCH، استاد OSTAD، رمضان RAMEZAN،
رمضانی RAMEZANI، شمس SHAMS، شمسی SHAMSI، حاج HAJ، بنی BANI، دولت DOWLAT، پور POUR، عبداللهی ABDOLLAHI،
عبدالهی ABDOLLAHI، کبیر KABIR، صدر SADR، خوش KHOSH، گل GOL، بخت BAKHT، بختیار BAKHTIAR،
بختیاری BAKHTIARI، غفور GHAFOUR، قره GHAREH، درخشان DERAKHSHAN، رفیع RAFI، شیر SHIR، زرین ZARRIN،
شاکر SHAKER، ذاکر ZAKER، ذاکری ZAKERI، رسولی RASOULI، رئوف RAOUF، ستوده SOTOUDEH، سرابی SARABI،
نوبخت NOBAKHT، نوروز NOROUZ، حاتم HATAM، حکیم HAKIM، خرم KHORRAM، خرمی KHORRAMI، دانش DANESH،
راستگو RASTGOU، سبزواری SABZEVARI، ساسانی SASANI، ساسان SASAN، شایسته SHAYESTEH، صفایی SAFAEI،
طالبی TALEBI، طالب TALEB، عالی ALI، غریب GHARIB، غنی GHANI، غیاثی GHIASI، کاویانی KAVIANI، کمالی KAMALI،
لاری LARI، مجیدی MAJIDI، مدنی MADANI، مطهری MOTAHARI، معتمدی MOTAMEDI، معصومی MASOUMI، نواب NAVVAB،
واعظی VAEZI، وکیلی VAKILI، هنرمند HONARMAND، آل AL، احمدوند AHMADVAND، مشایخی MASHAYEKHI،
میرحسینی MIRHOSSEINI، خوشنویس KHOSHNEVIS، قلی GHOLI، قلی‌زاده GHOLIZADEH، یزدان YAZDAN، حق HAGH،
وطن VATAN، نمونه NEMOUNEH، فرضی FARZI، ساختگی SAKHTEGI، آزمایشی AZMAYESHI، آزمایش AZMAYESH
"""
"""Family names, and words of which they are made."""

ENDINGS = """
زاده ZADEH، نژاد NEJAD، پور POUR، فر FAR، نیا NIA، راد RAD، مهر MEHR، تبار TABAR، خواه KHAH، دوست DOUST،
پناه PANAH، منش MANESH، وند VAND، لو LOU، چی CHI، نسب NASAB، کار KAR، دار DAR، بان BAN، ساز SAZ،
نویس NEVIS، فروش FOROUSH، پرست PARAST، کیا KIA، یار YAR، آبادی ABADI، اصل ASL، گر GAR، بخش BAKHSH،
الدین ODDIN، سادات SADAT، بیگی BEIGI، شناس SHENAS، خانی KHANI، ان AN، یان IAN، ی I، یی EI، ئی EI، ای EI
"""
"""What ends a family name; after a name that is known the whole is known."""
