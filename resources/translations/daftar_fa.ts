<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fa_IR">
<context>
    <name>acts</name>
    <message>
        <source>Why it is taken back</source>
        <translation>چرا باطل می‌شود</translation>
    </message>
    <message>
        <source>Void it</source>
        <translation>باطل شود</translation>
    </message>
    <message>
        <source>Given back</source>
        <translation>پس داده شد</translation>
    </message>
    <message>
        <source>Void this application</source>
        <translation>ابطال این درخواست</translation>
    </message>
    <message>
        <source>Its number stays used. The centre decides whether no system has it yet; the money is given back after that.</source>
        <translation>شمارهٔ آن دوباره به کار نمی‌رود. مرکز می‌گوید که هنوز به سامانه‌ای سپرده نشده است یا نه؛ پول پس از آن پس داده می‌شود.</translation>
    </message>
    <message>
        <source>Give the money back</source>
        <translation>پس دادن پول</translation>
    </message>
    <message>
        <source>The centre has recorded that the application is voided.</source>
        <translation>مرکز ابطال درخواست را ثبت کرده است.</translation>
    </message>
    <message>
        <source>{amount} by {method}</source>
        <translation>{amount} با {method}</translation>
    </message>
    <message>
        <source>{payment} (slip {rrn})</source>
        <translation>{payment} (فیش {rrn})</translation>
    </message>
    <message>
        <source>The application is not voided yet.</source>
        <translation>درخواست هنوز باطل نشده است.</translation>
    </message>
    <message>
        <source>Voided here; the centre says whether that was in time.</source>
        <translation>این‌جا باطل شد؛ مرکز می‌گوید که به‌موقع بوده یا نه.</translation>
    </message>
    <message>
        <source>Voided. Nothing was paid, so nothing is to be given back.</source>
        <translation>باطل شد. چیزی پرداخت نشده بود؛ پس چیزی پس داده نمی‌شود.</translation>
    </message>
    <message>
        <source>The refund is recorded: {amount}</source>
        <translation>پس دادن پول ثبت شد: {amount}</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>انصراف</translation>
    </message>
</context>
<context>
    <name>application</name>
    <message>
        <source>from {amount}</source>
        <translation>از {amount}</translation>
    </message>
    <message>
        <source>Given last</source>
        <translation>به‌تازگی ارائه‌شده</translation>
    </message>
    <message>
        <source>part of the name, or the code</source>
        <translation>بخشی از نام، یا کد</translation>
    </message>
    <message>
        <source>Which service?</source>
        <translation>کدام خدمت؟</translation>
    </message>
    <message>
        <source>Services</source>
        <translation>خدمت‌ها</translation>
    </message>
    <message>
        <source>No services have come from the centre yet. They come by themselves when it answers.</source>
        <translation>هنوز خدمتی از مرکز نرسیده است. با پاسخ مرکز خودشان می‌رسند.</translation>
    </message>
    <message>
        <source>No service is called so.</source>
        <translation>خدمتی با این نام نیست.</translation>
    </message>
    <message>
        <source>Payment</source>
        <translation>پرداخت</translation>
    </message>
    <message>
        <source>Card terminal</source>
        <translation>کارت‌خوان</translation>
    </message>
    <message>
        <source>Cash</source>
        <translation>نقد</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>بعداً</translation>
    </message>
    <message>
        <source>Reference number (RRN)</source>
        <translation>شمارهٔ مرجع (RRN)</translation>
    </message>
    <message>
        <source>12 digits, from the terminal&apos;s slip</source>
        <translation>۱۲ رقم، از برگهٔ کارت‌خوان</translation>
    </message>
    <message>
        <source>Terminal number</source>
        <translation>شمارهٔ پایانه</translation>
    </message>
    <message>
        <source>8 digits, if it is on the slip</source>
        <translation>۸ رقم، اگر روی برگه هست</translation>
    </message>
    <message>
        <source>Taken without payment: the paper says that it is unpaid. Take the payment from the queue.</source>
        <translation>بدون پرداخت پذیرفته می‌شود و روی برگه «پرداخت نشده» می‌آید. پرداخت را بعداً از صف ارسال بگیرید.</translation>
    </message>
    <message>
        <source>Take {amount} in cash.</source>
        <translation>{amount} نقد بگیرید.</translation>
    </message>
    <message>
        <source>Fee</source>
        <translation>هزینه</translation>
    </message>
    <message>
        <source>goes to: {payee}</source>
        <translation>برای: {payee}</translation>
    </message>
    <message>
        <source>Total ({unit})</source>
        <translation>جمع ({unit})</translation>
    </message>
    <message>
        <source>Computed; nobody can type it.</source>
        <translation>محاسبه می‌شود؛ کسی نمی‌تواند آن را بنویسد.</translation>
    </message>
    <message>
        <source>tariff version {n}</source>
        <translation>نسخهٔ {n} تعرفه</translation>
    </message>
    <message>
        <source>Tariff of {year}, version {n}</source>
        <translation>تعرفهٔ {year}، نسخهٔ {n}</translation>
    </message>
    <message>
        <source>(not official)</source>
        <translation>(غیررسمی)</translation>
    </message>
    <message>
        <source>(sample)</source>
        <translation>(نمونه)</translation>
    </message>
    <message>
        <source>Another service</source>
        <translation>خدمت دیگر</translation>
    </message>
    <message>
        <source>Next citizen</source>
        <translation>نفر بعدی</translation>
    </message>
    <message>
        <source>Press Esc once more to clear what was typed.</source>
        <translation>برای پاک کردن آنچه نوشته شده، یک بار دیگر ⁨Esc⁩ را بزنید.</translation>
    </message>
    <message>
        <source>A picture is still being read. Wait a moment.</source>
        <translation>تصویری هنوز در حال خوانده شدن است. کمی صبر کنید.</translation>
    </message>
    <message>
        <source>The fee has changed since it was shown. Take the new amount.</source>
        <translation>هزینه از زمانی که نشان داده شد تغییر کرده است. مبلغ تازه را بگیرید.</translation>
    </message>
    <message>
        <source>Application taken</source>
        <translation>درخواست پذیرفته شد</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>در حال ذخیره…</translation>
    </message>
    <message>
        <source>Accept and receipt</source>
        <translation>پذیرش و رسید</translation>
    </message>
    <message>
        <source>! One place to mend: go there</source>
        <translation>! یک جا باید درست شود: برو به آن</translation>
    </message>
    <message>
        <source>! {n} places to mend: go to the next</source>
        <translation>! {n} جا باید درست شود: برو به بعدی</translation>
    </message>
    <message>
        <source>New application</source>
        <translation>درخواست تازه</translation>
    </message>
    <message>
        <source>{service} cannot be taken: {system} does not answer.</source>
        <translation>«{service}» را اکنون نمی‌توان پذیرفت: {system} پاسخ نمی‌دهد.</translation>
    </message>
    <message>
        <source>{service} cannot be taken: {system} has not answered since {since}.</source>
        <translation>«{service}» را اکنون نمی‌توان پذیرفت: {system} از {since} پاسخ نمی‌دهد.</translation>
    </message>
    <message>
        <source>Works without the centre</source>
        <translation>بی‌نیاز از مرکز</translation>
    </message>
    <message>
        <source>Taken now, answered later</source>
        <translation>اکنون پذیرش، پاسخ بعداً</translation>
    </message>
    <message>
        <source>Needs the centre</source>
        <translation>نیازمند مرکز</translation>
    </message>
    <message>
        <source>No tariff in force is known for it.</source>
        <translation>تعرفهٔ جاری آن در دست نیست.</translation>
    </message>
    <message>
        <source>What the citizen should be told</source>
        <translation>آنچه شهروند باید بداند</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>پاک کردن</translation>
    </message>
    <message>
        <source>Application</source>
        <translation>درخواست</translation>
    </message>
    <message>
        <source>Back to the queue</source>
        <translation>بازگشت به صف</translation>
    </message>
    <message>
        <source>Take the payment</source>
        <translation>گرفتن پرداخت و رسید</translation>
    </message>
    <message>
        <source>Payment for {receipt}</source>
        <translation>پرداخت {receipt}</translation>
    </message>
    <message>
        <source>What was typed of the slip is not saved yet.</source>
        <translation>آنچه از برگهٔ کارت‌خوان نوشته شده هنوز ذخیره نشده است.</translation>
    </message>
    <message>
        <source>Receipt number</source>
        <translation>شمارهٔ رسید</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>خدمت</translation>
    </message>
    <message>
        <source>Applicant</source>
        <translation>متقاضی</translation>
    </message>
    <message>
        <source>Taken on</source>
        <translation>زمان پذیرش</translation>
    </message>
    <message>
        <source>Payment taken</source>
        <translation>پرداخت گرفته شد</translation>
    </message>
    <message>
        <source>Last time: {name}</source>
        <translation>بار پیش: {name}</translation>
    </message>
    <message>
        <source>Rough suggestion: {name}</source>
        <translation>پیشنهاد تقریبی: {name}</translation>
    </message>
    <message>
        <source>Suggestion: {name}</source>
        <translation>پیشنهاد: {name}</translation>
    </message>
    <message>
        <source>(the key {key} writes it)</source>
        <translation>(با کلید {key} نوشته می‌شود)</translation>
    </message>
</context>
<context>
    <name>authentication</name>
    <message>
        <source>The centre does not answer, and this code has not signed in here before.</source>
        <translation>مرکز پاسخ نمی‌دهد و این کد پیش از این در این باجه وارد نشده است.</translation>
    </message>
    <message>
        <source>Signing in without the centre ended on {end}.</source>
        <translation>مهلت ورود بدون مرکز در {end} پایان یافت.</translation>
    </message>
    <message>
        <source>Without the centre you can sign in here until {end}.</source>
        <translation>بدون مرکز تا {end} می‌توانید اینجا وارد شوید.</translation>
    </message>
</context>
<context>
    <name>banner</name>
    <message>
        <source>Details</source>
        <translation>جزئیات</translation>
    </message>
    <message>
        <source>since {time} ({age})</source>
        <translation>از {time} ({age})</translation>
    </message>
    <message>
        <source>nothing waits</source>
        <translation>چیزی در انتظار نیست</translation>
    </message>
    <message>
        <source>{n} saved here</source>
        <translation>{n} مورد اینجا ذخیره شده</translation>
    </message>
    <message>
        <source>oldest {age}</source>
        <translation>کهن‌ترین {age}</translation>
    </message>
    <message>
        <source>No network</source>
        <translation>شبکه وصل نیست</translation>
    </message>
    <message>
        <source>This PC has no connection at all. Look at the cable, the modem and the other PCs of the office. Everything is sent by itself when the network is back.</source>
        <translation>این رایانه هیچ اتصالی ندارد. کابل، مودم و رایانه‌های دیگر دفتر را ببینید. با بازگشت شبکه همه‌چیز خودش فرستاده می‌شود.</translation>
    </message>
    <message>
        <source>The centre does not admit this counter</source>
        <translation>مرکز این باجه را نمی‌پذیرد</translation>
    </message>
    <message>
        <source>The centre answers, but does not accept this counter&apos;s key. What was saved is kept and goes on waiting. Tell the office&apos;s manager or support.</source>
        <translation>مرکز پاسخ می‌دهد ولی کلید این باجه را نمی‌پذیرد. آنچه ذخیره شده می‌ماند و در انتظار است. به مدیر دفتر یا پشتیبانی بگویید.</translation>
    </message>
    <message>
        <source>The centre does not answer</source>
        <translation>مرکز پاسخ نمی‌دهد</translation>
    </message>
    <message>
        <source>The network works, but the centre does not answer. There is nothing to press: attempts go on by themselves, and everything is sent when it is back.</source>
        <translation>شبکه برقرار است ولی مرکز پاسخ نمی‌دهد. چیزی برای فشردن نیست؛ تلاش‌ها خودشان ادامه دارند و با بازگشت مرکز همه‌چیز فرستاده می‌شود.</translation>
    </message>
    <message>
        <source>accepting goes on; nothing is lost</source>
        <translation>پذیرش ادامه دارد؛ چیزی از دست نمی‌رود</translation>
    </message>
    <message>
        <source>, </source>
        <translation>، </translation>
    </message>
    <message>
        <source>{system} does not answer</source>
        <translation>{system} پاسخ نمی‌دهد</translation>
    </message>
    <message>
        <source>its services are taken and answered later</source>
        <translation>خدمت‌هایش پذیرفته و بعداً پاسخ داده می‌شود</translation>
    </message>
    <message>
        <source>The centre answers, but this system behind it does not. Applications are taken as always; its answer comes by itself when it is back.</source>
        <translation>مرکز پاسخ می‌دهد ولی این سامانهٔ پشت آن نه. درخواست‌ها مانند همیشه پذیرفته می‌شود و پاسخ با بازگشت سامانه خودش می‌رسد.</translation>
    </message>
    <message>
        <source>This counter&apos;s store exists twice</source>
        <translation>از انبارهٔ این باجه دو نسخه در کار است</translation>
    </message>
    <message>
        <source>sending has stopped; everything saved here is kept</source>
        <translation>ارسال ایستاده است؛ هرچه اینجا ذخیره شده می‌ماند</translation>
    </message>
    <message>
        <source>from entry {seq} on</source>
        <translation>از سند {seq} به بعد</translation>
    </message>
    <message>
        <source>The centre holds other entries of this counter than this PC: a copied disk or a restored image is in use somewhere. Tell support before accepting more; do not delete either copy.</source>
        <translation>سندهای این باجه در مرکز با این رایانه یکی نیست: جایی دیسکی رونوشت‌شده یا نسخه‌ای بازگردانده در کار است. پیش از پذیرش بیشتر به پشتیبانی بگویید و هیچ‌یک از دو نسخه را پاک نکنید.</translation>
    </message>
    <message>
        <source>everything saved here is kept</source>
        <translation>هرچه اینجا ذخیره شده می‌ماند</translation>
    </message>
    <message>
        <source>The centre refuses what this counter sends</source>
        <translation>مرکز فرستاده‌های این باجه را نمی‌پذیرد</translation>
    </message>
    <message>
        <source>This is a fault of the program, not of anything you did. Go on accepting, and tell support today.</source>
        <translation>این ایراد برنامه است، نه کار شما. پذیرش را ادامه دهید و همین امروز به پشتیبانی بگویید.</translation>
    </message>
    <message>
        <source>The store did not take what had to be written</source>
        <translation>انباره آنچه را باید نوشته می‌شد نپذیرفت</translation>
    </message>
    <message>
        <source>Look whether the disk is full. Run `daftar doctor`, and tell support what it says.</source>
        <translation>ببینید دیسک پر نشده باشد. ⁨daftar doctor⁩ را اجرا کنید و نتیجه را به پشتیبانی بگویید.</translation>
    </message>
    <message>
        <source>Nothing was tried for some minutes although entries wait</source>
        <translation>چند دقیقه است تلاشی نشده، با آنکه سندهایی در انتظارند</translation>
    </message>
    <message>
        <source>Press Try now in the queue (F4). If this stays, close Daftar and open it again.</source>
        <translation>در صف ارسال (⁨F4⁩) «اکنون بیازما» را بزنید. اگر همچنان ماند، برنامهٔ دفتر را ببندید و دوباره باز کنید.</translation>
    </message>
    <message>
        <source>This PC had lost entries; they are back</source>
        <translation>سندهایی از این رایانه گم شده بود و بازگشت</translation>
    </message>
    <message>
        <source>{n} entries came back from the centre</source>
        <translation>{n} سند از مرکز بازآمد</translation>
    </message>
    <message>
        <source>The store here was older than what the centre holds of this counter, as after a restored backup. Its own entries were fetched back and checked. Go on as always.</source>
        <translation>انبارهٔ اینجا از آنچه مرکز از این باجه دارد کهنه‌تر بود، مانند پس از بازگردانی پشتیبان. سندهای خود باجه بازگرفته و بررسی شد. مانند همیشه ادامه دهید.</translation>
    </message>
    <message>
        <source>{sent} of {total} recorded at the centre</source>
        <translation>{sent} از {total} در مرکز ثبت شد</translation>
    </message>
    <message>
        <source>{n} a second</source>
        <translation>{n} در ثانیه</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>{time} مانده</translation>
    </message>
    <message>
        <source>Sending</source>
        <translation>در حال ارسال</translation>
    </message>
    <message>
        <source>The centre has not been asked yet</source>
        <translation>هنوز از مرکز پرسیده نشده است</translation>
    </message>
    <message>
        <source>accepting works all the same</source>
        <translation>پذیرش در هر حال کار می‌کند</translation>
    </message>
    <message>
        <source>Connected to the centre</source>
        <translation>اتصال با مرکز برقرار است</translation>
    </message>
    <message>
        <source>Level with the centre</source>
        <translation>همگام با مرکز</translation>
    </message>
    <message>
        <source>last exchange {time}</source>
        <translation>آخرین تبادل {time}</translation>
    </message>
</context>
<context>
    <name>closing</name>
    <message>
        <source>Daftar</source>
        <translation>دفتر</translation>
    </message>
    <message>
        <source>Closing</source>
        <translation>در حال بستن</translation>
    </message>
    <message>
        <source>The store is checked once more and closed. This takes a moment.</source>
        <translation>انباره یک بار دیگر بررسی و بسته می‌شود. اندکی درنگ کنید.</translation>
    </message>
</context>
<context>
    <name>correction</name>
    <message>
        <source>What is asked for</source>
        <translation>چه اصلاحی خواسته شده</translation>
    </message>
    <message>
        <source>Save the correction</source>
        <translation>ثبت اصلاح</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>بازگشت</translation>
    </message>
    <message>
        <source>Press Esc once more to leave without saving.</source>
        <translation>برای خروج بدون ثبت، یک بار دیگر Esc را بزنید.</translation>
    </message>
    <message>
        <source>Correct {receipt}</source>
        <translation>اصلاح {receipt}</translation>
    </message>
    <message>
        <source>The correction is not saved yet.</source>
        <translation>اصلاح هنوز ثبت نشده است.</translation>
    </message>
    <message>
        <source>{system}: {note}</source>
        <translation>{system}: {note}</translation>
    </message>
</context>
<context>
    <name>documents</name>
    <message>
        <source>Photograph: {paper}</source>
        <translation>عکس گرفتن: {paper}</translation>
    </message>
    <message>
        <source>Take the photograph</source>
        <translation>گرفتن عکس</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>بستن</translation>
    </message>
    <message>
        <source>The camera does not work now; another program may be using it.</source>
        <translation>دوربین اکنون کار نمی‌کند؛ شاید برنامهٔ دیگری از آن استفاده می‌کند.</translation>
    </message>
    <message>
        <source>Taken. Put down the next page, or close.</source>
        <translation>عکس گرفته شد. صفحهٔ بعد را بگذارید یا پنجره را ببندید.</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>مدارک</translation>
    </message>
    <message>
        <source>Drop files on a paper, or press Ctrl+D to add one. F1 tells the keys.</source>
        <translation>پرونده را روی نام مدرک بکشید یا برای افزودن ⁨Ctrl+D⁩ را بزنید. ⁨F1⁩ کلیدها را نشان می‌دهد.</translation>
    </message>
    <message>
        <source>Nothing that could be added was copied.</source>
        <translation>چیزی که بتوان افزود کپی نشده است.</translation>
    </message>
    <message>
        <source>{paper} has this very picture already; it was not added again.</source>
        <translation>همین تصویر از پیش در «{paper}» هست؛ دوباره افزوده نشد.</translation>
    </message>
    <message>
        <source>{paper} has at most {n} pages; the others were not added.</source>
        <translation>«{paper}» حداکثر {n} صفحه دارد؛ بقیه افزوده نشد.</translation>
    </message>
    <message>
        <source>The page was taken away. Ctrl+Z brings it back.</source>
        <translation>صفحه برداشته شد. ⁨Ctrl+Z⁩ آن را برمی‌گرداند.</translation>
    </message>
    <message>
        <source>{n} of {count} scanned</source>
        <translation>{n} از {count} مدرک اسکن شده</translation>
    </message>
    <message>
        <source>The page</source>
        <translation>صفحه</translation>
    </message>
    <message>
        <source>Adding…</source>
        <translation>در حال افزودن…</translation>
    </message>
    <message>
        <source>Added; it is sent by itself.</source>
        <translation>افزوده شد؛ خودش فرستاده می‌شود.</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>افزودن</translation>
    </message>
    <message>
        <source>Add: {paper}</source>
        <translation>افزودن: {paper}</translation>
    </message>
    <message>
        <source>Page {n}</source>
        <translation>صفحهٔ {n}</translation>
    </message>
    <message>
        <source>Look: {paper}, {page}, {state}</source>
        <translation>دیدن: {paper}، {page}، {state}</translation>
    </message>
    <message>
        <source>Being sent, {n} %</source>
        <translation>در حال ارسال، {n}٪</translation>
    </message>
    <message>
        <source>Waits to be sent</source>
        <translation>در انتظار ارسال</translation>
    </message>
    <message>
        <source>At the centre</source>
        <translation>در مرکز</translation>
    </message>
    <message>
        <source>Lost; scan it again</source>
        <translation>گم شده؛ دوباره اسکن کنید</translation>
    </message>
    <message>
        <source>Damaged; scan it again</source>
        <translation>خراب شده؛ دوباره اسکن کنید</translation>
    </message>
    <message>
        <source>Reading the picture…</source>
        <translation>در حال خواندن تصویر…</translation>
    </message>
    <message>
        <source>One page</source>
        <translation>یک صفحه</translation>
    </message>
    <message>
        <source>{n} pages</source>
        <translation>{n} صفحه</translation>
    </message>
    <message>
        <source>A scan is needed</source>
        <translation>اسکن لازم است</translation>
    </message>
    <message>
        <source>No scan yet</source>
        <translation>هنوز اسکن ندارد</translation>
    </message>
    <message>
        <source>Where it applies</source>
        <translation>در صورت نیاز</translation>
    </message>
    <message>
        <source>At most {pages} pages of {kilobytes} kilobytes each</source>
        <translation>حداکثر {pages} صفحه، هرکدام تا {kilobytes} کیلوبایت</translation>
    </message>
    <message>
        <source>The picture</source>
        <translation>تصویر</translation>
    </message>
    <message>
        <source>Take over</source>
        <translation>اعمال</translation>
    </message>
    <message>
        <source>Turn right</source>
        <translation>چرخش به راست</translation>
    </message>
    <message>
        <source>Turn left</source>
        <translation>چرخش به چپ</translation>
    </message>
    <message>
        <source>Take away</source>
        <translation>برداشتن</translation>
    </message>
    <message>
        <source>Draw with the mouse what is kept, or cut at a side with its arrow key; Shift and the arrow give back, Home gives back everything.</source>
        <translation>بخشی را که می‌ماند با ماوس بکشید، یا هر لبه را با کلید جهت همان سو ببرید؛ ⁨Shift⁩ با همان کلید برمی‌گرداند و ⁨Home⁩ همه را.</translation>
    </message>
    <message>
        <source>Scan: {paper}</source>
        <translation>اسکن: {paper}</translation>
    </message>
    <message>
        <source>Scanner</source>
        <translation>اسکنر</translation>
    </message>
    <message>
        <source>Dots an inch</source>
        <translation>نقطه در هر اینچ</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>رنگ</translation>
    </message>
    <message>
        <source>In colour</source>
        <translation>رنگی</translation>
    </message>
    <message>
        <source>In grey</source>
        <translation>خاکستری</translation>
    </message>
    <message>
        <source>Scan</source>
        <translation>اسکن</translation>
    </message>
    <message>
        <source>Search again</source>
        <translation>جست‌وجوی دوباره</translation>
    </message>
    <message>
        <source>Looking for scanners…</source>
        <translation>در حال جست‌وجوی اسکنر…</translation>
    </message>
    <message>
        <source>Scanning… Esc stops it.</source>
        <translation>در حال اسکن… ⁨Esc⁩ آن را متوقف می‌کند.</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>در حال توقف…</translation>
    </message>
    <message>
        <source>No scanner was found. Look at its cable and its switch, then search again; the paper can also be added as a file.</source>
        <translation>اسکنری پیدا نشد. کابل و کلید آن را ببینید و دوباره جست‌وجو کنید؛ مدرک را به‌صورت پرونده هم می‌توان افزود.</translation>
    </message>
    <message>
        <source>Page {n} was scanned. Put in the next one, or close.</source>
        <translation>صفحهٔ {n} اسکن شد. صفحهٔ بعد را بگذارید یا پنجره را ببندید.</translation>
    </message>
    <message>
        <source>{paper}, page {n} of {count}</source>
        <translation>{paper}، صفحهٔ {n} از {count}</translation>
    </message>
    <message>
        <source>Enter: look · Ctrl+arrow: move · Delete: take away</source>
        <translation>⁨Enter⁩: دیدن · ⁨Ctrl⁩ و کلید جهت: جابه‌جایی · ⁨Delete⁩: برداشتن</translation>
    </message>
    <message>
        <source>From a file… (Ctrl+D)</source>
        <translation>از پرونده… (⁨Ctrl+D⁩)</translation>
    </message>
    <message>
        <source>Scan… (Ctrl+Shift+D)</source>
        <translation>اسکن… (⁨Ctrl+Shift+D⁩)</translation>
    </message>
    <message>
        <source>Paste (Ctrl+V)</source>
        <translation>چسباندن (⁨Ctrl+V⁩)</translation>
    </message>
    <message>
        <source>Camera…</source>
        <translation>دوربین…</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>تصویرها</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>پوشه</translation>
    </message>
    <message>
        <source>File</source>
        <translation>پرونده</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>نوع</translation>
    </message>
    <message>
        <source>The scan</source>
        <translation>اسکن</translation>
    </message>
    <message>
        <source>The photograph</source>
        <translation>عکس</translation>
    </message>
</context>
<context>
    <name>door</name>
    <message>
        <source>Locked. What was being typed is kept.</source>
        <translation>قفل شد. آنچه نوشته می‌شد مانده است.</translation>
    </message>
</context>
<context>
    <name>drafts</name>
    <message>
        <source>{n} drafts are open. Accept or discard one before you begin another.</source>
        <translation>{n} پیش‌نویس باز است. پیش از شروع بعدی، یکی را بپذیرید یا دور بیندازید.</translation>
    </message>
    <message>
        <source>What was typed could not be saved yet: {what}</source>
        <translation>آنچه نوشته شده هنوز ذخیره نشده است: {what}</translation>
    </message>
    <message>
        <source>{service} for {person} was taken already: receipt {receipt}. Its draft was removed.</source>
        <translation>«{service}» برای {person} پیش‌تر پذیرفته شده است: رسید {receipt}. پیش‌نویس آن برداشته شد.</translation>
    </message>
    <message>
        <source>{n} drafts are of another version of Daftar. They are kept as they are.</source>
        <translation>{n} پیش‌نویس از نسخهٔ دیگری از «دفتر» است. همان‌طور که هست نگه داشته می‌شود.</translation>
    </message>
    <message>
        <source>What is typed is not being saved now; it is tried again. {what}</source>
        <translation>آنچه می‌نویسید اکنون ذخیره نمی‌شود؛ دوباره تلاش می‌شود. {what}</translation>
    </message>
    <message>
        <source>What is typed is saved again.</source>
        <translation>آنچه می‌نویسید دوباره ذخیره می‌شود.</translation>
    </message>
    <message>
        <source>Draft: {person}, {about}</source>
        <translation>پیش‌نویس: {person}، {about}</translation>
    </message>
    <message>
        <source>Another citizen</source>
        <translation>مراجع دیگر</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>دور انداختن</translation>
    </message>
    <message>
        <source>Open drafts</source>
        <translation>پیش‌نویس‌های باز</translation>
    </message>
    <message>
        <source>{next} and {back} go from draft to draft.</source>
        <translation>با {next} و {back} میان پیش‌نویس‌ها جابه‌جا شوید.</translation>
    </message>
    <message>
        <source>Without a name</source>
        <translation>بدون نام</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>هم‌اکنون</translation>
    </message>
    <message>
        <source>Brought back as it was at {at} ({age} ago): {service}, {person}.</source>
        <translation>پیش‌نویسِ {at} ({age} پیش) بازگردانده شد: {service}، {person}.</translation>
    </message>
    <message>
        <source>Another draft stands above.</source>
        <translation>یک پیش‌نویس دیگر هم در بالا هست.</translation>
    </message>
    <message>
        <source>{n} more drafts stand above.</source>
        <translation>{n} پیش‌نویس دیگر هم در بالا هست.</translation>
    </message>
    <message>
        <source>and {n} more</source>
        <translation>و {n} مورد دیگر</translation>
    </message>
    <message>
        <source>This service does not ask for this any more: {things}.</source>
        <translation>این خدمت دیگر این‌ها را نمی‌پرسد: {things}.</translation>
    </message>
    <message>
        <source>; </source>
        <translation>؛ </translation>
    </message>
    <message>
        <source>One page is of a paper that is not asked for any more.</source>
        <translation>یک صفحه از مدرکی است که دیگر خواسته نمی‌شود.</translation>
    </message>
    <message>
        <source>{n} pages are of papers that are not asked for any more.</source>
        <translation>{n} صفحه از مدارکی است که دیگر خواسته نمی‌شود.</translation>
    </message>
    <message>
        <source>It stays in the draft until this is accepted or discarded.</source>
        <translation>تا پذیرش یا دور انداختن، در پیش‌نویس می‌ماند.</translation>
    </message>
    <message>
        <source>{service} is not given here any more. Choose another service for the draft of {person}: what was typed goes along where it is asked for. {key} discards it.</source>
        <translation>«{service}» دیگر در اینجا ارائه نمی‌شود. برای پیش‌نویسِ {person} خدمت دیگری برگزینید: آنچه نوشته شده هر جا پرسیده شود همراه می‌آید. {key} آن را دور می‌اندازد.</translation>
    </message>
    <message>
        <source>Press {key} once more to discard what was typed for {service} ({person}): {lost}.</source>
        <translation>برای دور انداختنِ آنچه برای {service} ({person}) نوشته شده، {key} را یک بار دیگر بزنید: {lost}.</translation>
    </message>
    <message>
        <source>one answer</source>
        <translation>یک پاسخ</translation>
    </message>
    <message>
        <source>{n} answers</source>
        <translation>{n} پاسخ</translation>
    </message>
    <message>
        <source>one page</source>
        <translation>یک صفحه</translation>
    </message>
    <message>
        <source>{n} pages</source>
        <translation>{n} صفحه</translation>
    </message>
    <message>
        <source>one row</source>
        <translation>یک سطر</translation>
    </message>
    <message>
        <source>{n} rows</source>
        <translation>{n} سطر</translation>
    </message>
</context>
<context>
    <name>entrance</name>
    <message>
        <source>Colours: as the system</source>
        <translation>رنگ‌ها: مانند سیستم</translation>
    </message>
    <message>
        <source>Colours: light</source>
        <translation>رنگ‌ها: روشن</translation>
    </message>
    <message>
        <source>Colours: dark</source>
        <translation>رنگ‌ها: تیره</translation>
    </message>
</context>
<context>
    <name>errors</name>
    <message>
        <source>A clerk or manager must sign in.</source>
        <translation>کارمند یا مدیر باید وارد شود.</translation>
    </message>
    <message>
        <source>A manager must sign in.</source>
        <translation>مدیر دفتر باید وارد شود.</translation>
    </message>
    <message>
        <source>A manager must void it first.</source>
        <translation>نخست مدیر دفتر باید آن را باطل کند.</translation>
    </message>
    <message>
        <source>A mistake that nobody asked about yet is mended by voiding the application and taking it anew.</source>
        <translation>اشتباهی که هنوز کسی دربارهٔ آن نپرسیده، با ابطال درخواست و پذیرش دوبارهٔ آن درست می‌شود.</translation>
    </message>
    <message>
        <source>A page of {name} that was added to this draft cannot be read any more.</source>
        <translation>صفحهٔ {name} که به این پیش‌نویس افزوده شده بود دیگر خوانده نمی‌شود.</translation>
    </message>
    <message>
        <source>A plate is written 12ب345-46 or 123-45678; a VIN has 17 letters and digits.</source>
        <translation>پلاک به شکل ۱۲ب۳۴۵-۴۶ یا ۱۲۳-۴۵۶۷۸ نوشته می‌شود؛ شمارهٔ شناسایی (VIN) ۱۷ حرف و رقم دارد.</translation>
    </message>
    <message>
        <source>A void needs a reason of 1 to {max} characters.</source>
        <translation>برای ابطال باید علتی با ۱ تا {max} نویسه نوشته شود.</translation>
    </message>
    <message>
        <source>Add the page again.</source>
        <translation>صفحه را دوباره بیفزایید.</translation>
    </message>
    <message>
        <source>Add the scan to the application that was taken instead.</source>
        <translation>اسکن را به درخواستی بیفزایید که به جای آن پذیرفته شده است.</translation>
    </message>
    <message>
        <source>Another Daftar is already writing to the store in {place}.</source>
        <translation>برنامهٔ دفتر دیگری هم‌اکنون در انبارهٔ {place} می‌نویسد.</translation>
    </message>
    <message>
        <source>Another card, a part in cash, or later.</source>
        <translation>کارت دیگر، بخشی نقد، یا پرداخت بعدی.</translation>
    </message>
    <message>
        <source>Another card, or cash.</source>
        <translation>کارت دیگر، یا نقد.</translation>
    </message>
    <message>
        <source>Another program holds the store&apos;s file in {place}.</source>
        <translation>برنامهٔ دیگری پروندهٔ انباره را در {place} گرفته است.</translation>
    </message>
    <message>
        <source>Ask whoever looks after the PC to allow it (on Linux: the group `scanner`).</source>
        <translation>از مسئول رایانه بخواهید آن را مجاز کند (در لینوکس: گروه ⁨scanner⁩).</translation>
    </message>
    <message>
        <source>Ask whoever looks after the PC to install {package}.</source>
        <translation>از مسئول رایانه بخواهید ⁨{package}⁩ را نصب کند.</translation>
    </message>
    <message>
        <source>Both stores are as they were.</source>
        <translation>هر دو انباره همان‌گونه‌اند که بودند.</translation>
    </message>
    <message>
        <source>Check office and code; the centre gives out a new one with `daftar-central activate`.</source>
        <translation>دفتر و کد را بررسی کنید؛ مرکز با ⁨daftar-central activate⁩ کد تازه می‌دهد.</translation>
    </message>
    <message>
        <source>Check the address and this PC&apos;s line, then run the same command again.</source>
        <translation>نشانی و خط این رایانه را بررسی کنید و همین دستور را دوباره اجرا کنید.</translation>
    </message>
    <message>
        <source>Check the code, the keyboard&apos;s language and capitals, and try again.</source>
        <translation>کد، زبان صفحه‌کلید و حروف بزرگ را ببینید و دوباره بیازمایید.</translation>
    </message>
    <message>
        <source>Check the keyboard&apos;s language and capitals, and type it again.</source>
        <translation>زبان صفحه‌کلید و حروف بزرگ را ببینید و دوباره بنویسید.</translation>
    </message>
    <message>
        <source>Check the number; its last digit is a check digit.</source>
        <translation>شماره را بررسی کنید؛ رقم آخر آن رقم کنترل است.</translation>
    </message>
    <message>
        <source>Choose a JPEG or PNG file, or scan the paper.</source>
        <translation>پرونده‌ای از نوع ⁨JPEG⁩ یا ⁨PNG⁩ انتخاب کنید یا مدرک را اسکن کنید.</translation>
    </message>
    <message>
        <source>Choose another file, or scan the paper.</source>
        <translation>پروندهٔ دیگری انتخاب کنید یا مدرک را اسکن کنید.</translation>
    </message>
    <message>
        <source>Choose another folder with --data-dir, or go on with the store that is there.</source>
        <translation>با ⁨--data-dir⁩ پوشهٔ دیگری برگزینید یا با همان انباره ادامه دهید.</translation>
    </message>
    <message>
        <source>Choose another folder, or print it.</source>
        <translation>پوشهٔ دیگری برگزینید یا آن را چاپ کنید.</translation>
    </message>
    <message>
        <source>Choose another name, or say --force.</source>
        <translation>نام دیگری برگزینید یا ⁨--force⁩ بنویسید.</translation>
    </message>
    <message>
        <source>Choose another place, or free space on the disk.</source>
        <translation>جای دیگری برگزینید یا روی دیسک جا باز کنید.</translation>
    </message>
    <message>
        <source>Close Daftar, run `daftar rebuild`, and open it again.</source>
        <translation>برنامه را ببندید، ⁨daftar rebuild⁩ را اجرا کنید و دوباره باز کنید.</translation>
    </message>
    <message>
        <source>Close it and scan again.</source>
        <translation>آن را ببندید و دوباره اسکن کنید.</translation>
    </message>
    <message>
        <source>Correct only what leaves the fee as it is, or take a new application for the rest.</source>
        <translation>تنها چیزی را اصلاح کنید که کارمزد را تغییر نمی‌دهد، یا برای بقیه درخواست تازه‌ای بپذیرید.</translation>
    </message>
    <message>
        <source>Crop what is not needed, or scan it in grey.</source>
        <translation>بخش‌های اضافه را ببرید یا خاکستری اسکن کنید.</translation>
    </message>
    <message>
        <source>Daftar met a fault of its own: {kind}.</source>
        <translation>برنامه به ایرادی از خودش برخورد: {kind}.</translation>
    </message>
    <message>
        <source>Do not reinstall anything. Run `daftar doctor`, and tell support what it says.</source>
        <translation>چیزی را دوباره نصب نکنید. ⁨daftar doctor⁩ را اجرا کنید و نتیجه را به پشتیبانی بگویید.</translation>
    </message>
    <message>
        <source>Enrol it with `daftar enrol`, or name the right folder with --data-dir.</source>
        <translation>آن را با ⁨daftar enrol⁩ ثبت کنید یا پوشهٔ درست را با ⁨--data-dir⁩ بدهید.</translation>
    </message>
    <message>
        <source>Enrol that counter again with `daftar enrol --replace`; it takes its unsent entries with it.</source>
        <translation>آن باجه را با ⁨daftar enrol --replace⁩ دوباره ثبت‌نام کنید؛ سندهای فرستاده‌نشده‌اش با آن می‌آید.</translation>
    </message>
    <message>
        <source>Enrol this PC again first, at the same office, with `daftar enrol --replace`.</source>
        <translation>نخست این رایانه را در همان دفتر با ⁨daftar enrol --replace⁩ دوباره ثبت کنید.</translation>
    </message>
    <message>
        <source>Entries cannot be carried from this store to that one: {reason}.</source>
        <translation>سندهای این انباره را نمی‌توان به آن یکی برد: {reason}.</translation>
    </message>
    <message>
        <source>Everything accepted here is saved and will be sent.</source>
        <translation>هرچه اینجا پذیرفته شده ذخیره است و فرستاده می‌شود.</translation>
    </message>
    <message>
        <source>Everything accepted here is saved; nothing more is sent until this is settled.</source>
        <translation>هرچه اینجا پذیرفته شده ذخیره است؛ تا روشن‌شدن این موضوع چیز دیگری فرستاده نمی‌شود.</translation>
    </message>
    <message>
        <source>Everything else works; papers can be added as files.</source>
        <translation>بقیهٔ کارها انجام می‌شود؛ مدارک را به‌صورت پرونده می‌توان افزود.</translation>
    </message>
    <message>
        <source>Everything else works; the reference on the slip can be typed.</source>
        <translation>بقیهٔ کارها انجام می‌شود؛ شمارهٔ مرجعِ برگهٔ کارت‌خوان را می‌توان نوشت.</translation>
    </message>
    <message>
        <source>Everything saved before is still there and was checked just now.</source>
        <translation>هرچه پیش‌تر ذخیره شده سر جای خود است و همین حالا بررسی شد.</translation>
    </message>
    <message>
        <source>Everything that was saved is still there, and every command works without a window.</source>
        <translation>هرچه ذخیره شده سر جای خود است و همهٔ فرمان‌ها بدون پنجره هم کار می‌کنند.</translation>
    </message>
    <message>
        <source>Everything that was saved is still there.</source>
        <translation>هرچه ذخیره شده سر جای خود است.</translation>
    </message>
    <message>
        <source>Find the copied PC or disk, then enrol this one again with `daftar enrol --replace`.</source>
        <translation>رایانه یا دیسک رونوشت‌شده را بیابید، سپس این یکی را با ⁨daftar enrol --replace⁩ دوباره ثبت کنید.</translation>
    </message>
    <message>
        <source>Free space or check the disk, then take this one again; give out no receipt for it.</source>
        <translation>روی دیسک جا باز کنید یا دیسک را بررسی کنید و این یکی را دوباره بگیرید؛ برای آن رسید ندهید.</translation>
    </message>
    <message>
        <source>Give a JPEG or PNG picture or a PDF of at most 5 megabytes.</source>
        <translation>تصویر ⁨JPEG⁩ یا ⁨PNG⁩ یا فایل ⁨PDF⁩ با حجم حداکثر ۵ مگابایت بدهید.</translation>
    </message>
    <message>
        <source>Give a JSON file with `applicant`, `fields` or both, as in a line of `daftar accept`.</source>
        <translation>پرونده‌ای JSON با `applicant` یا `fields` یا هر دو بدهید، مانند یک سطر `daftar accept`.</translation>
    </message>
    <message>
        <source>Give a text file whose first line is the {kind}.</source>
        <translation>پروندهٔ متنی بدهید که خط نخست آن {kind} باشد.</translation>
    </message>
    <message>
        <source>Give default, pdf, os:NAME, tcp:HOST:PORT, usb:VVVV:PPPP, serial:PORT@BAUD or file:PATH.</source>
        <translation>یکی از این‌ها را بدهید: default، pdf، os:NAME، tcp:HOST:PORT، usb:VVVV:PPPP، serial:PORT@BAUD یا file:PATH.</translation>
    </message>
    <message>
        <source>Give it when asked, or with --passphrase-file or DAFTAR_PASSPHRASE_FILE.</source>
        <translation>هنگام پرسش آن را بنویسید یا با ⁨--passphrase-file⁩ یا ⁨DAFTAR_PASSPHRASE_FILE⁩ بدهید.</translation>
    </message>
    <message>
        <source>Give out no more receipts here. Run `daftar doctor` and call support.</source>
        <translation>اینجا رسید دیگری ندهید. ⁨daftar doctor⁩ را اجرا کنید و با پشتیبانی تماس بگیرید.</translation>
    </message>
    <message>
        <source>Give the centre&apos;s https:// address. Plain http:// is taken only for a centre on this very PC.</source>
        <translation>نشانی ⁨https://⁩ مرکز را بدهید. ⁨http://⁩ ساده فقط برای مرکزی روی همین رایانه پذیرفته می‌شود.</translation>
    </message>
    <message>
        <source>Give the code of office {held}, or enrol office {wanted} in another folder with --data-dir.</source>
        <translation>کد دفتر {held} را بدهید، یا دفتر {wanted} را با ⁨--data-dir⁩ در پوشه‌ای دیگر ثبت کنید.</translation>
    </message>
    <message>
        <source>Give the money back when the queue shows that the centre has recorded the void.</source>
        <translation>پول را هنگامی پس بدهید که صف نشان دهد مرکز ابطال را ثبت کرده است.</translation>
    </message>
    <message>
        <source>Give the new application an id of its own.</source>
        <translation>به درخواست تازه شناسهٔ خودش را بدهید.</translation>
    </message>
    <message>
        <source>Give the same command again later; the code is not needed a second time.</source>
        <translation>همین فرمان را بعداً دوباره بدهید؛ کد بار دوم لازم نیست.</translation>
    </message>
    <message>
        <source>Give this user write access to the folder, or free space on the disk.</source>
        <translation>به این کاربر اجازهٔ نوشتن در پوشه بدهید یا روی دیسک جا باز کنید.</translation>
    </message>
    <message>
        <source>Go on serving; Daftar tries again by itself.</source>
        <translation>به کار ادامه دهید؛ برنامه خودش دوباره تلاش می‌کند.</translation>
    </message>
    <message>
        <source>If its passphrase is another one, run `daftar carry archive --old-passphrase-file FILE`.</source>
        <translation>اگر گذرجملهٔ آن دیگر است ⁨daftar carry archive --old-passphrase-file FILE⁩ را اجرا کنید.</translation>
    </message>
    <message>
        <source>Install Daftar anew, or see `daftar --help` for the commands.</source>
        <translation>برنامه را از نو نصب کنید یا فرمان‌ها را در ⁨daftar --help⁩ ببینید.</translation>
    </message>
    <message>
        <source>Install the newer version again.</source>
        <translation>نسخهٔ تازه‌تر را دوباره نصب کنید.</translation>
    </message>
    <message>
        <source>It is asked for again by itself.</source>
        <translation>خودش دوباره درخواست می‌شود.</translation>
    </message>
    <message>
        <source>It is kept as it is.</source>
        <translation>همان‌گونه که هست نگه داشته می‌شود.</translation>
    </message>
    <message>
        <source>It is kept as it was taken, and is not accepted for this amount.</source>
        <translation>همان‌گونه که برداشت شده نگه داشته شده است و به‌جای این مبلغ پذیرفته نمی‌شود.</translation>
    </message>
    <message>
        <source>It is kept, and the terminal is asked again; nothing is taken twice meanwhile.</source>
        <translation>ثبت شده است و دوباره از کارت‌خوان پرسیده می‌شود؛ در این میان چیزی دو بار برداشت نمی‌شود.</translation>
    </message>
    <message>
        <source>It is kept. Nothing new was taken, so that nobody pays twice.</source>
        <translation>ثبت شده است. برداشت تازه‌ای نشد تا کسی دو بار نپردازد.</translation>
    </message>
    <message>
        <source>It is tried again; if it stays so, see whether another program holds the file.</source>
        <translation>دوباره امتحان می‌شود؛ اگر همین‌طور ماند، ببینید برنامهٔ دیگری فایل را باز نگه داشته است یا نه.</translation>
    </message>
    <message>
        <source>It was not changed.</source>
        <translation>تغییری نکرد.</translation>
    </message>
    <message>
        <source>It was not taken, and the journal is as it was.</source>
        <translation>پذیرفته نشد و دفتر روزنامه همان‌گونه است که بود.</translation>
    </message>
    <message>
        <source>It was not touched.</source>
        <translation>به آن دست زده نشد.</translation>
    </message>
    <message>
        <source>Let it finish, and take this one then.</source>
        <translation>بگذارید تمام شود و سپس این یکی را بگیرید.</translation>
    </message>
    <message>
        <source>Let the other counter write the file again.</source>
        <translation>بگذارید باجهٔ دیگر پرونده را دوباره بنویسد.</translation>
    </message>
    <message>
        <source>Look at its cable and its switch, and search for scanners again.</source>
        <translation>کابل و کلید آن را ببینید و دوباره اسکنر را جست‌وجو کنید.</translation>
    </message>
    <message>
        <source>Look at its switch and its cable; or key the amount in there and type its reference here.</source>
        <translation>کلید و سیم آن را ببینید؛ یا مبلغ را روی خود دستگاه بزنید و شمارهٔ مرجع را اینجا بنویسید.</translation>
    </message>
    <message>
        <source>Look at the rules in its definition: most likely two of them contradict each other.</source>
        <translation>قاعده‌های تعریف آن را ببینید: به احتمال زیاد دو تا از آن‌ها با هم ناسازگارند.</translation>
    </message>
    <message>
        <source>Look at the terminal. If it says that it took the money, wait until Daftar hears of it too.</source>
        <translation>به کارت‌خوان نگاه کنید. اگر می‌گوید پول را برداشت کرده است، صبر کنید تا دفتر هم از آن باخبر شود.</translation>
    </message>
    <message>
        <source>Look whether the disk or the stick is still in its place, and try again.</source>
        <translation>ببینید دیسک یا فلش هنوز سر جایش هست، و دوباره امتحان کنید.</translation>
    </message>
    <message>
        <source>Mend the disk, start again, and look for this application in the list before taking it again.</source>
        <translation>دیسک را درست کنید، برنامه را دوباره باز کنید و پیش از گرفتن دوباره، این درخواست را در فهرست بجویید.</translation>
    </message>
    <message>
        <source>No card terminal is set up at this counter.</source>
        <translation>برای این باجه کارت‌خوانی تعیین نشده است.</translation>
    </message>
    <message>
        <source>No card was put into the terminal in time.</source>
        <translation>به‌موقع کارتی در کارت‌خوان گذاشته نشد.</translation>
    </message>
    <message>
        <source>No centre answers at {address}: {detail}.</source>
        <translation>در {address} مرکزی پاسخ نمی‌دهد: {detail}.</translation>
    </message>
    <message>
        <source>No money was taken.</source>
        <translation>پولی برداشت نشد.</translation>
    </message>
    <message>
        <source>No receipt {receipt} is known at this counter.</source>
        <translation>رسید {receipt} در این باجه شناخته نیست.</translation>
    </message>
    <message>
        <source>No sample of {service} could be made that keeps its rules across fields.</source>
        <translation>نمونه‌ای از {service} ساخته نشد که با قاعده‌های میان خانه‌هایش بخواند.</translation>
    </message>
    <message>
        <source>No tariff in force is known here for {service}, so it cannot be priced.</source>
        <translation>برای {service} تعرفهٔ جاری در اینجا نیست، پس هزینهٔ آن را نمی‌توان حساب کرد.</translation>
    </message>
    <message>
        <source>Not accepted: {reasons}</source>
        <translation>پذیرفته نشد: {reasons}</translation>
    </message>
    <message>
        <source>Nothing is left to be given back for receipt {receipt}: of {paid} rials paid, {refunded} were.</source>
        <translation>برای رسید {receipt} چیزی برای پس دادن نمانده است: از {paid} ریال پرداخت‌شده، {refunded} ریال پس داده شده است.</translation>
    </message>
    <message>
        <source>Nothing is lost; no application was made.</source>
        <translation>چیزی از دست نرفته است؛ درخواستی ساخته نشد.</translation>
    </message>
    <message>
        <source>Nothing of it was applied.</source>
        <translation>هیچ بخشی از آن اعمال نشد.</translation>
    </message>
    <message>
        <source>Nothing of it was sent.</source>
        <translation>هیچ بخشی از آن فرستاده نشد.</translation>
    </message>
    <message>
        <source>Nothing of it was taken, and the entries are safe at their own counter.</source>
        <translation>چیزی از آن گرفته نشد و سندها در باجهٔ خودشان سر جای خود است.</translation>
    </message>
    <message>
        <source>Nothing was added, and what is there already stays.</source>
        <translation>چیزی افزوده نشد و آنچه هست می‌ماند.</translation>
    </message>
    <message>
        <source>Nothing was changed, and no application was taken.</source>
        <translation>چیزی تغییر نکرد و درخواستی پذیرفته نشد.</translation>
    </message>
    <message>
        <source>Nothing was changed, and the activation code was not used.</source>
        <translation>چیزی تغییر نکرد و کد فعال‌سازی به کار نرفت.</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>چیزی تغییر نکرد.</translation>
    </message>
    <message>
        <source>Nothing was changed; receipts can always be saved as PDF.</source>
        <translation>چیزی تغییر نکرده است؛ رسید را همیشه می‌توان به صورت PDF ذخیره کرد.</translation>
    </message>
    <message>
        <source>Nothing was changed; the application goes on.</source>
        <translation>چیزی تغییر نکرد؛ درخواست دنبال می‌شود.</translation>
    </message>
    <message>
        <source>Nothing was changed; the application waits for its correction.</source>
        <translation>چیزی تغییر نکرد؛ درخواست منتظر اصلاح است.</translation>
    </message>
    <message>
        <source>Nothing was changed; the old store lies in archive/.</source>
        <translation>چیزی تغییر نکرد؛ انبارهٔ پیشین در ⁨archive/⁩ است.</translation>
    </message>
    <message>
        <source>Nothing was changed; you may try as often as you need.</source>
        <translation>چیزی تغییر نکرد؛ هر چند بار که لازم است می‌توانید بیازمایید.</translation>
    </message>
    <message>
        <source>Nothing was deleted, and what was printed before is in the store.</source>
        <translation>چیزی پاک نشد و هرچه پیش‌تر چاپ شده در انباره هست.</translation>
    </message>
    <message>
        <source>Nothing was deleted. Whether this last one was saved is not known yet.</source>
        <translation>چیزی پاک نشد. هنوز روشن نیست که این آخری ذخیره شده یا نه.</translation>
    </message>
    <message>
        <source>Nothing was saved.</source>
        <translation>چیزی ذخیره نشد.</translation>
    </message>
    <message>
        <source>Nothing was sent, nothing was written, and the activation code was not used.</source>
        <translation>چیزی فرستاده یا نوشته نشد و کد فعال‌سازی به کار نرفت.</translation>
    </message>
    <message>
        <source>Nothing was taken.</source>
        <translation>چیزی برداشت نشد.</translation>
    </message>
    <message>
        <source>Nothing was written on this PC.</source>
        <translation>چیزی روی این رایانه نوشته نشد.</translation>
    </message>
    <message>
        <source>Nothing was written, and no key is ever kept as plain text.</source>
        <translation>چیزی نوشته نشد و هیچ کلیدی هرگز به‌صورت آشکار نگه داشته نمی‌شود.</translation>
    </message>
    <message>
        <source>Offer another service, or try again when it is back.</source>
        <translation>خدمت دیگری پیشنهاد کنید یا پس از بازگشت آن دوباره بیازمایید.</translation>
    </message>
    <message>
        <source>Paper is jammed in the scanner.</source>
        <translation>کاغذ در اسکنر گیر کرده است.</translation>
    </message>
    <message>
        <source>Put a roll in, and try again.</source>
        <translation>رول کاغذ بگذارید و دوباره بکوشید.</translation>
    </message>
    <message>
        <source>Put the paper in and scan again.</source>
        <translation>کاغذ را بگذارید و دوباره اسکن کنید.</translation>
    </message>
    <message>
        <source>Receipt {receipt} cannot be corrected: no correction was asked for.</source>
        <translation>رسید {receipt} را نمی‌توان اصلاح کرد: اصلاحی خواسته نشده است.</translation>
    </message>
    <message>
        <source>Receipt {receipt} cannot be voided any more: {system} has the application.</source>
        <translation>رسید {receipt} را دیگر نمی‌توان باطل کرد: درخواست نزد سامانهٔ {system} است.</translation>
    </message>
    <message>
        <source>Receipt {receipt} is not voided, so its money cannot be given back.</source>
        <translation>رسید {receipt} باطل نشده است؛ پس پول آن را نمی‌توان پس داد.</translation>
    </message>
    <message>
        <source>Receipt {receipt} is not waiting for a payment.</source>
        <translation>رسید {receipt} در انتظار پرداخت نیست.</translation>
    </message>
    <message>
        <source>Receipt {receipt} is voided; nothing can be added to it.</source>
        <translation>رسید {receipt} باطل شده است و چیزی به آن افزوده نمی‌شود.</translation>
    </message>
    <message>
        <source>Receipt {receipt} is voided; nothing is to be paid for it.</source>
        <translation>رسید {receipt} باطل شده است؛ برای آن چیزی نباید پرداخت شود.</translation>
    </message>
    <message>
        <source>Receipt {receipt} was voided before.</source>
        <translation>رسید {receipt} پیش‌تر باطل شده است.</translation>
    </message>
    <message>
        <source>Restore a backup with `daftar restore`, or call support before you move or delete anything.</source>
        <translation>پشتیبان را با ⁨daftar restore⁩ بازگردانید یا پیش از جابه‌جا یا پاک‌کردن هر چیز با پشتیبانی تماس بگیرید.</translation>
    </message>
    <message>
        <source>Run `daftar doctor`, and tell support what it says.</source>
        <translation>⁨daftar doctor⁩ را اجرا کنید و نتیجه را به پشتیبانی بگویید.</translation>
    </message>
    <message>
        <source>Run `daftar sync --once` to go on. To replace counter {counter} too, get a new code.</source>
        <translation>برای ادامه ⁨daftar sync --once⁩ را اجرا کنید. برای جایگزینی باجهٔ {counter} هم کد تازه‌ای بگیرید.</translation>
    </message>
    <message>
        <source>Run `daftar sync --once` while the centre can be reached.</source>
        <translation>هنگامی که مرکز در دسترس است ⁨daftar sync --once⁩ را اجرا کنید.</translation>
    </message>
    <message>
        <source>Run `daftar sync --once`, and then `daftar carry archive` again: nothing is carried twice.</source>
        <translation>⁨daftar sync --once⁩ و سپس دوباره ⁨daftar carry archive⁩ را اجرا کنید: هیچ سندی دو بار آورده نمی‌شود.</translation>
    </message>
    <message>
        <source>Run `daftar verify --against-centre` and call support.</source>
        <translation>⁨daftar verify --against-centre⁩ را اجرا کنید و با پشتیبانی تماس بگیرید.</translation>
    </message>
    <message>
        <source>Scan the paper again and add it to the application.</source>
        <translation>مدرک را دوباره اسکن کنید و به درخواست بیفزایید.</translation>
    </message>
    <message>
        <source>Scan the paper again at 300 dots an inch or less.</source>
        <translation>مدرک را دوباره با ۳۰۰ نقطه در اینچ یا کمتر اسکن کنید.</translation>
    </message>
    <message>
        <source>Scan the paper, or save its page as a JPEG or PNG picture.</source>
        <translation>مدرک را اسکن کنید، یا صفحهٔ آن را به‌صورت تصویر ⁨JPEG⁩ یا ⁨PNG⁩ ذخیره کنید.</translation>
    </message>
    <message>
        <source>See that it is switched on, that its cable and its paper are in, and that its address is right.</source>
        <translation>ببینید روشن است، کابل و کاغذش سر جایش است و نشانی‌اش درست است.</translation>
    </message>
    <message>
        <source>See to the printer, then press F9 to print it again, or save it as PDF.</source>
        <translation>چاپگر را بررسی کنید و دوباره با F9 چاپ کنید، یا رسید را به صورت PDF ذخیره کنید.</translation>
    </message>
    <message>
        <source>Send the earlier file first, or let that counter itself reach the centre.</source>
        <translation>نخست پروندهٔ پیشین را بفرستید، یا بگذارید همان باجه خودش به مرکز برسد.</translation>
    </message>
    <message>
        <source>Send the file again later: what has arrived already is passed over.</source>
        <translation>پرونده را بعداً دوباره بفرستید: از آنچه رسیده است گذشته می‌شود.</translation>
    </message>
    <message>
        <source>Set the terminal anew: `daftar terminal set`.</source>
        <translation>کارت‌خوان را دوباره تعیین کنید: ⁨daftar terminal set⁩.</translation>
    </message>
    <message>
        <source>Sign in as the user who enrolled this PC, or restore keys.json from a backup; delete nothing.</source>
        <translation>با همان کاربری وارد شوید که این رایانه را ثبت کرد، یا ⁨keys.json⁩ را از پشتیبان بازگردانید؛ چیزی را پاک نکنید.</translation>
    </message>
    <message>
        <source>Sign in once while the centre can be reached.</source>
        <translation>یک بار هنگامی که مرکز در دسترس است وارد شوید.</translation>
    </message>
    <message>
        <source>Sign in while the centre can be reached.</source>
        <translation>هنگامی که مرکز در دسترس است وارد شوید.</translation>
    </message>
    <message>
        <source>Something went wrong.</source>
        <translation>کاری درست پیش نرفت.</translation>
    </message>
    <message>
        <source>Take it again.</source>
        <translation>دوباره بگیرید.</translation>
    </message>
    <message>
        <source>Take it in parts, or in another way.</source>
        <translation>در چند بخش بگیرید، یا به روش دیگر.</translation>
    </message>
    <message>
        <source>Take it out and scan again.</source>
        <translation>آن را بیرون بیاورید و دوباره اسکن کنید.</translation>
    </message>
    <message>
        <source>Take no money; run `daftar verify` and tell support.</source>
        <translation>پولی نگیرید؛ ⁨daftar verify⁩ را اجرا کنید و به پشتیبانی خبر دهید.</translation>
    </message>
    <message>
        <source>Take no more applications at this counter; run `daftar doctor` and call support.</source>
        <translation>در این باجه درخواست دیگری نگیرید؛ ⁨daftar doctor⁩ را اجرا کنید و با پشتیبانی تماس بگیرید.</translation>
    </message>
    <message>
        <source>Take no more applications here; copy the folder, then run `daftar verify` and call support.</source>
        <translation>دیگر اینجا درخواستی نپذیرید؛ از پوشه رونوشت بگیرید، سپس ⁨daftar verify⁩ را اجرا کنید و با پشتیبانی تماس بگیرید.</translation>
    </message>
    <message>
        <source>Take the application anew if the citizen still wants it.</source>
        <translation>اگر شهروند هنوز آن را می‌خواهد، درخواست را از نو بپذیرید.</translation>
    </message>
    <message>
        <source>Take the file to another counter of the office that it is from.</source>
        <translation>پرونده را به باجهٔ دیگری از همان دفتر ببرید.</translation>
    </message>
    <message>
        <source>Tariff {version} in this store is not as the centre signed it, so nothing is priced by it.</source>
        <translation>تعرفهٔ {version} در این انباره همانی نیست که مرکز امضا کرده است؛ پس چیزی با آن قیمت‌گذاری نمی‌شود.</translation>
    </message>
    <message>
        <source>Tell support. If the counter must be enrolled again, run `daftar enrol --replace`: it takes along what the centre lacks.</source>
        <translation>به پشتیبانی بگویید. اگر باجه باید دوباره ثبت شود ⁨daftar enrol --replace⁩ را اجرا کنید: آنچه مرکز ندارد همراه می‌آید.</translation>
    </message>
    <message>
        <source>That receipt stands as it is, and nothing was added.</source>
        <translation>آن رسید همان‌گونه که هست می‌ماند و چیزی افزوده نشد.</translation>
    </message>
    <message>
        <source>The PIN was wrong.</source>
        <translation>رمز نادرست بود.</translation>
    </message>
    <message>
        <source>The activation code was not accepted: {title}. {detail}</source>
        <translation>کد فعال‌سازی پذیرفته نشد: {title}. {detail}</translation>
    </message>
    <message>
        <source>The application and its receipt are kept, and the damaged file was not changed.</source>
        <translation>درخواست و رسید آن سر جای خود است و به فایل خراب دست نخورده است.</translation>
    </message>
    <message>
        <source>The application and its receipt are kept; only this scan is not here.</source>
        <translation>درخواست و رسید آن سر جای خود است؛ تنها همین اسکن اینجا نیست.</translation>
    </message>
    <message>
        <source>The application is saved; its receipt number is {receipt}.</source>
        <translation>درخواست ذخیره شده است؛ شمارهٔ رسید آن {receipt} است.</translation>
    </message>
    <message>
        <source>The application is saved; only its paper is missing.</source>
        <translation>درخواست ذخیره شده است؛ تنها برگهٔ آن مانده است.</translation>
    </message>
    <message>
        <source>The bank does not accept this card.</source>
        <translation>بانک این کارت را نمی‌پذیرد.</translation>
    </message>
    <message>
        <source>The card terminal does not answer.</source>
        <translation>کارت‌خوان پاسخ نمی‌دهد.</translation>
    </message>
    <message>
        <source>The card terminal does not take this amount at once.</source>
        <translation>کارت‌خوان این مبلغ را یک‌جا نمی‌گیرد.</translation>
    </message>
    <message>
        <source>The card terminal has no paper.</source>
        <translation>کارت‌خوان کاغذ ندارد.</translation>
    </message>
    <message>
        <source>The card terminal is busy with another payment.</source>
        <translation>کارت‌خوان سرگرم پرداخت دیگری است.</translation>
    </message>
    <message>
        <source>The card&apos;s bank does not answer the terminal.</source>
        <translation>بانکِ کارت به کارت‌خوان پاسخ نمی‌دهد.</translation>
    </message>
    <message>
        <source>The centre cannot be reached ({cause}): {detail}.</source>
        <translation>مرکز در دسترس نیست ({cause}): {detail}.</translation>
    </message>
    <message>
        <source>The centre cannot be reached from here either: {detail}.</source>
        <translation>از اینجا هم به مرکز نمی‌توان رسید: {detail}.</translation>
    </message>
    <message>
        <source>The centre cannot read what this counter sends after entry {after}: {detail}.</source>
        <translation>مرکز نمی‌تواند فرستاده‌های این باجه را پس از سند {after} بخواند: {detail}.</translation>
    </message>
    <message>
        <source>The centre declined: {title}. {detail}</source>
        <translation>مرکز نپذیرفت: {title}. {detail}</translation>
    </message>
    <message>
        <source>The centre did not accept this staff code and password.</source>
        <translation>مرکز این کد کارمندی و گذرواژه را نپذیرفت.</translation>
    </message>
    <message>
        <source>The centre did not do what was asked.</source>
        <translation>مرکز آنچه را خواسته شد انجام نداد.</translation>
    </message>
    <message>
        <source>The centre does not recognise this counter: {detail}.</source>
        <translation>مرکز این باجه را نمی‌شناسد: {detail}.</translation>
    </message>
    <message>
        <source>The centre has not yet confirmed that receipt {receipt} is voided.</source>
        <translation>مرکز هنوز ابطال رسید {receipt} را تأیید نکرده است.</translation>
    </message>
    <message>
        <source>The centre has withdrawn this counter: {detail}.</source>
        <translation>مرکز این باجه را از کار برداشته است: {detail}.</translation>
    </message>
    <message>
        <source>The centre holds other entries of that counter than {file} does: two PCs write as one.</source>
        <translation>سندهای آن باجه در مرکز با {file} یکی نیست: دو رایانه به نام یکی می‌نویسند.</translation>
    </message>
    <message>
        <source>The centre holds other entries of this counter from number {seq} on: two PCs write as one.</source>
        <translation>مرکز از شمارهٔ {seq} به بعد سندهای دیگری از این باجه دارد: دو رایانه به نام یکی می‌نویسند.</translation>
    </message>
    <message>
        <source>The centre lacks entries of that counter that come before those in {file}.</source>
        <translation>سندهایی از آن باجه که پیش از {file} است هنوز در مرکز نیست.</translation>
    </message>
    <message>
        <source>The centre stopped answering before it told what it lacks of the old counter: {detail}.</source>
        <translation>مرکز پیش از آن که بگوید از باجهٔ پیشین چه ندارد از پاسخ بازماند: {detail}.</translation>
    </message>
    <message>
        <source>The centre&apos;s feed has a gap: item {expected} was expected, {found} came.</source>
        <translation>در فرستاده‌های مرکز جای خالی هست: مورد {expected} انتظار می‌رفت، {found} رسید.</translation>
    </message>
    <message>
        <source>The check of the store failed: the journal does not hold together at entry {seq}.</source>
        <translation>بررسی انباره ناموفق بود: زنجیرهٔ سندها در سند {seq} گسسته است.</translation>
    </message>
    <message>
        <source>The check of the store failed: what is shown here differs from the journal.</source>
        <translation>بررسی انباره ناموفق بود: آنچه اینجا دیده می‌شود با دفتر روزنامه یکی نیست.</translation>
    </message>
    <message>
        <source>The choice of printer is as it was.</source>
        <translation>چاپگر انتخاب‌شده همان است که بود.</translation>
    </message>
    <message>
        <source>The citizen can try again; a bank locks a card after the third wrong PIN.</source>
        <translation>مراجع می‌تواند دوباره بکوشد؛ بانک پس از سه بار رمز نادرست کارت را می‌بندد.</translation>
    </message>
    <message>
        <source>The code was used before, and this PC is counter {counter} already, in an old one&apos;s place.</source>
        <translation>این کد پیش‌تر به کار رفته و این رایانه هم‌اکنون به جای باجه‌ای پیشین، باجهٔ {counter} است.</translation>
    </message>
    <message>
        <source>The disk failed while saving, and the store does not open to be checked ({reason}).</source>
        <translation>دیسک هنگام ذخیره از کار افتاد و انباره برای بررسی باز نمی‌شود ({reason}).</translation>
    </message>
    <message>
        <source>The exchange with the centre did not come to its end: {reason}</source>
        <translation>تبادل با مرکز به پایان نرسید: {reason}</translation>
    </message>
    <message>
        <source>The file is as it was, and the entries are safe at their own counter.</source>
        <translation>پرونده همان است که بود و سندها در باجهٔ خودشان سر جای خود است.</translation>
    </message>
    <message>
        <source>The file was not changed.</source>
        <translation>پرونده تغییری نکرد.</translation>
    </message>
    <message>
        <source>The former counter in {place} could not be looked at: {reason}</source>
        <translation>باجهٔ پیشین در {place} بررسی نشد: {reason}</translation>
    </message>
    <message>
        <source>The former counters&apos; stores are as they were, and everything accepted here is saved.</source>
        <translation>انباره‌های باجه‌های پیشین همان است که بود و هر چه اینجا پذیرفته شده ذخیره است.</translation>
    </message>
    <message>
        <source>The id {id} was already used for receipt {receipt}, with other content.</source>
        <translation>شناسهٔ {id} پیش‌تر با محتوایی دیگر برای رسید {receipt} به کار رفته است.</translation>
    </message>
    <message>
        <source>The keyring of this computer cannot keep the store&apos;s keys: {reason}.</source>
        <translation>دسته‌کلید این رایانه نمی‌تواند کلیدهای انباره را نگه دارد: {reason}.</translation>
    </message>
    <message>
        <source>The manager can have this changed at the centre.</source>
        <translation>مدیر می‌تواند این را در مرکز تغییر دهد.</translation>
    </message>
    <message>
        <source>The old counter is in its place as before, and can go on serving.</source>
        <translation>باجهٔ پیشین مانند پیش سر جای خود است و می‌تواند به کار ادامه دهد.</translation>
    </message>
    <message>
        <source>The passphrase does not open the store&apos;s keys.</source>
        <translation>گذرجمله کلیدهای انباره را باز نمی‌کند.</translation>
    </message>
    <message>
        <source>The password of {staff} is not right.</source>
        <translation>گذرواژهٔ {staff} درست نیست.</translation>
    </message>
    <message>
        <source>The payment was cancelled.</source>
        <translation>پرداخت لغو شد.</translation>
    </message>
    <message>
        <source>The receipt could not be written to {file}: {reason}.</source>
        <translation>رسید در {file} نوشته نشد: {reason}.</translation>
    </message>
    <message>
        <source>The receipt did not come out of {printer}: {reason}.</source>
        <translation>رسید از چاپگر {printer} بیرون نیامد: {reason}.</translation>
    </message>
    <message>
        <source>The scan was cancelled.</source>
        <translation>اسکن متوقف شد.</translation>
    </message>
    <message>
        <source>The scan {sha256} in {place} cannot be read now: {reason}.</source>
        <translation>اسکن {sha256} در {place} اکنون خوانده نمی‌شود: {reason}.</translation>
    </message>
    <message>
        <source>The scan {sha256} in {place} is damaged and cannot be opened.</source>
        <translation>اسکن {sha256} در {place} خراب است و باز نمی‌شود.</translation>
    </message>
    <message>
        <source>The scan {sha256} is not in {place}.</source>
        <translation>اسکن {sha256} در {place} نیست.</translation>
    </message>
    <message>
        <source>The scanner did not answer for {seconds} seconds and was given up.</source>
        <translation>اسکنر {seconds} ثانیه پاسخ نداد و کنار گذاشته شد.</translation>
    </message>
    <message>
        <source>The scanner did not finish the page: {said}</source>
        <translation>اسکنر صفحه را تمام نکرد: ⁨{said}⁩</translation>
    </message>
    <message>
        <source>The scanner does not answer.</source>
        <translation>اسکنر پاسخ نمی‌دهد.</translation>
    </message>
    <message>
        <source>The scanner is busy.</source>
        <translation>اسکنر مشغول است.</translation>
    </message>
    <message>
        <source>The scanner&apos;s cover is open.</source>
        <translation>در اسکنر باز است.</translation>
    </message>
    <message>
        <source>The setting of the card terminal cannot be read ({file}).</source>
        <translation>تنظیم کارت‌خوان خوانده نمی‌شود ({file}).</translation>
    </message>
    <message>
        <source>The store in {directory} is of office {held}, not of office {wanted}.</source>
        <translation>انبارهٔ {directory} از دفتر {held} است، نه دفتر {wanted}.</translation>
    </message>
    <message>
        <source>The store itself was not changed.</source>
        <translation>خود انباره تغییری نکرد.</translation>
    </message>
    <message>
        <source>The store stopped accepting: {reason}.</source>
        <translation>انباره از پذیرش بازایستاد: {reason}.</translation>
    </message>
    <message>
        <source>The store was not changed.</source>
        <translation>انباره تغییری نکرد.</translation>
    </message>
    <message>
        <source>The store was written by a newer Daftar (store version {found}, this program knows {known}).</source>
        <translation>انباره را نسخهٔ تازه‌تری از برنامه نوشته است (نسخهٔ انباره {found}؛ این برنامه {known} را می‌شناسد).</translation>
    </message>
    <message>
        <source>The store&apos;s file {file} is damaged: not all of it can be read.</source>
        <translation>پروندهٔ انبار {file} آسیب دیده است: همهٔ آن خوانده نمی‌شود.</translation>
    </message>
    <message>
        <source>The store&apos;s keys are not there: {reason}.</source>
        <translation>کلیدهای انباره سر جای خود نیستند: {reason}.</translation>
    </message>
    <message>
        <source>The store&apos;s keys are sealed with a passphrase.</source>
        <translation>کلیدهای انباره با گذرجمله مهر شده‌اند.</translation>
    </message>
    <message>
        <source>The terminal did not take the money (code {code}).</source>
        <translation>کارت‌خوان پول را برداشت نکرد (کد {code}).</translation>
    </message>
    <message>
        <source>The terminal knows nothing of this payment.</source>
        <translation>کارت‌خوان از این پرداخت چیزی نمی‌داند.</translation>
    </message>
    <message>
        <source>The terminal was asked for {amount} rials and it is not known whether it took them.</source>
        <translation>از کارت‌خوان {amount} ریال خواسته شد و معلوم نیست برداشت شده باشد.</translation>
    </message>
    <message>
        <source>The terminal was asked for {amount} rials and says that it took {charged}.</source>
        <translation>از کارت‌خوان {amount} ریال خواسته شد و می‌گوید {charged} ریال برداشت کرده است.</translation>
    </message>
    <message>
        <source>The test page did not come out of {printer}: {reason}.</source>
        <translation>برگهٔ آزمایشی از چاپگر {printer} بیرون نیامد: {reason}.</translation>
    </message>
    <message>
        <source>The void is kept here and the money is noted; no money was given back.</source>
        <translation>ابطال همین‌جا محفوظ است و پول آن یادداشت شده؛ پولی پس داده نشده است.</translation>
    </message>
    <message>
        <source>The window cannot be opened: {reason}.</source>
        <translation>پنجره باز نمی‌شود: {reason}.</translation>
    </message>
    <message>
        <source>The {kind} cannot be read from {file}: {reason}.</source>
        <translation>{kind} را نمی‌توان از {file} خواند: {reason}.</translation>
    </message>
    <message>
        <source>There are keys in {place} already.</source>
        <translation>در {place} از پیش کلید هست.</translation>
    </message>
    <message>
        <source>There is a store in {place} already.</source>
        <translation>در {place} از پیش انباره هست.</translation>
    </message>
    <message>
        <source>There is already a file {file}.</source>
        <translation>پروندهٔ {file} از پیش هست.</translation>
    </message>
    <message>
        <source>There is already an office&apos;s store in {directory}.</source>
        <translation>در {directory} از پیش انبارهٔ یک دفتر هست.</translation>
    </message>
    <message>
        <source>There is no paper in the scanner&apos;s feeder.</source>
        <translation>در سینی اسکنر کاغذ نیست.</translation>
    </message>
    <message>
        <source>There is no store in {place}: this PC is not enrolled yet.</source>
        <translation>در {place} انباره‌ای نیست: این رایانه هنوز ثبت نشده است.</translation>
    </message>
    <message>
        <source>There is not enough money in the account of this card.</source>
        <translation>موجودی این کارت کافی نیست.</translation>
    </message>
    <message>
        <source>This PC has no scanning program ({program}).</source>
        <translation>این رایانه برنامهٔ اسکن ندارد (⁨{program}⁩).</translation>
    </message>
    <message>
        <source>This PC is as it was.</source>
        <translation>این رایانه همان است که بود.</translation>
    </message>
    <message>
        <source>This PC&apos;s account may not use the scanner.</source>
        <translation>حساب کاربری این رایانه اجازهٔ استفاده از اسکنر را ندارد.</translation>
    </message>
    <message>
        <source>This cannot be kept as a scan: {reason}.</source>
        <translation>این را نمی‌توان به عنوان اسکن نگه داشت: {reason}.</translation>
    </message>
    <message>
        <source>This card has expired.</source>
        <translation>تاریخ این کارت گذشته است.</translation>
    </message>
    <message>
        <source>This card payment is settled already.</source>
        <translation>تکلیف این پرداخت کارتی پیش‌تر روشن شده است.</translation>
    </message>
    <message>
        <source>This counter has stopped accepting: {reason}.</source>
        <translation>این باجه از پذیرش بازایستاده است: {reason}.</translation>
    </message>
    <message>
        <source>This counter has stopped accepting; nothing was deleted or repaired.</source>
        <translation>این باجه از پذیرش بازایستاده است؛ چیزی پاک یا تعمیر نشد.</translation>
    </message>
    <message>
        <source>This counter has stopped accepting; the journal itself is sound.</source>
        <translation>این باجه از پذیرش بازایستاده است؛ خود دفتر روزنامه سالم است.</translation>
    </message>
    <message>
        <source>This does not continue this counter&apos;s journal: {reason}.</source>
        <translation>این دنبالهٔ دفتر روزنامهٔ این باجه نیست: {reason}.</translation>
    </message>
    <message>
        <source>This is more than the bank allows for this card today.</source>
        <translation>این مبلغ از سقف امروزِ این کارت بیشتر است.</translation>
    </message>
    <message>
        <source>This was NOT saved: the disk refused it ({reason}).</source>
        <translation>این درخواست ذخیره نشد: دیسک آن را نپذیرفت ({reason}).</translation>
    </message>
    <message>
        <source>Throw away what came out. F9 prints it again, as a copy; or save it as PDF.</source>
        <translation>آنچه چاپ شده دور بریزید. F9 دوباره چاپ می‌کند، به صورت رونوشت؛ یا آن را به صورت PDF ذخیره کنید.</translation>
    </message>
    <message>
        <source>Try again in a moment, take another card, or cash.</source>
        <translation>کمی بعد دوباره بکوشید، یا کارت دیگر، یا نقد.</translation>
    </message>
    <message>
        <source>Try again, or take it in another way.</source>
        <translation>دوباره بکوشید، یا به روش دیگر بگیرید.</translation>
    </message>
    <message>
        <source>Try again. If it comes again, run `daftar doctor` and tell support what it says.</source>
        <translation>دوباره بیازمایید. اگر باز پیش آمد، ⁨daftar doctor⁩ را اجرا کنید و نتیجه را به پشتیبانی بگویید.</translation>
    </message>
    <message>
        <source>Try again; if it stays so, see whether a backup or virus scanner keeps the file open.</source>
        <translation>دوباره بیازمایید؛ اگر همچنان چنین بود ببینید پشتیبان‌گیر یا ضدویروس پرونده را باز نگه نداشته باشد.</translation>
    </message>
    <message>
        <source>Turn the scanner off and on, and scan again; the paper can also be added as a file.</source>
        <translation>اسکنر را خاموش و روشن کنید و دوباره اسکن کنید؛ مدرک را به‌صورت پرونده هم می‌توان افزود.</translation>
    </message>
    <message>
        <source>Turn the terminal on and ask it again, or look at its own list and say what became of it.</source>
        <translation>کارت‌خوان را روشن کنید و دوباره بپرسید، یا فهرست خود دستگاه را ببینید و بگویید چه شده است.</translation>
    </message>
    <message>
        <source>Type it again; a manager can have it reset at the centre.</source>
        <translation>دوباره بنویسید؛ مدیر می‌تواند آن را در مرکز از نو تعیین کند.</translation>
    </message>
    <message>
        <source>Type the reference on the slip, or set one up: `daftar terminal set`.</source>
        <translation>شمارهٔ مرجعِ برگه را بنویسید، یا کارت‌خوانی تعیین کنید: ⁨daftar terminal set⁩.</translation>
    </message>
    <message>
        <source>Unlock or install a keyring, or choose a passphrase (--passphrase-file).</source>
        <translation>دسته‌کلید را باز یا نصب کنید، یا گذرجمله‌ای برگزینید (⁨--passphrase-file⁩).</translation>
    </message>
    <message>
        <source>Update Daftar, or send support the result of `daftar verify`; go on serving.</source>
        <translation>برنامه را به‌روز کنید یا نتیجهٔ ⁨daftar verify⁩ را برای پشتیبانی بفرستید؛ به کار ادامه دهید.</translation>
    </message>
    <message>
        <source>Use it as a part of the fee, or give it back at the terminal and say so here.</source>
        <translation>آن را بخشی از هزینه بشمارید، یا روی کارت‌خوان برگردانید و اینجا بگویید.</translation>
    </message>
    <message>
        <source>Use it, or name another folder with --data-dir.</source>
        <translation>همان را به کار ببرید یا پوشهٔ دیگری با ⁨--data-dir⁩ بدهید.</translation>
    </message>
    <message>
        <source>Use the window that is open, or close it and try again.</source>
        <translation>پنجره‌ای را که باز است به کار ببرید، یا آن را ببندید و دوباره بیازمایید.</translation>
    </message>
    <message>
        <source>Wait a moment or close the other program that scans, and scan again.</source>
        <translation>کمی صبر کنید یا برنامهٔ دیگری را که اسکن می‌کند ببندید، و دوباره اسکن کنید.</translation>
    </message>
    <message>
        <source>Wait for its decision.</source>
        <translation>منتظر تصمیم آن بمانید.</translation>
    </message>
    <message>
        <source>Wait {seconds} seconds, then try again.</source>
        <translation>{seconds} ثانیه درنگ کنید و دوباره بیازمایید.</translation>
    </message>
    <message>
        <source>What can still be read was not touched.</source>
        <translation>آنچه هنوز خوانده می‌شود دست نخورده است.</translation>
    </message>
    <message>
        <source>What was saved before is kept as it is.</source>
        <translation>آنچه پیش‌تر ذخیره شده همان‌گونه می‌ماند.</translation>
    </message>
    <message>
        <source>What was typed is kept, and so are the other pages.</source>
        <translation>آنچه نوشته شده و صفحه‌های دیگر سر جای خود هستند.</translation>
    </message>
    <message>
        <source>With these values the fee would be {due} rials, and {fee} rials were due for receipt {receipt}.</source>
        <translation>با این مقدارها کارمزد {due} ریال می‌شود؛ کارمزد رسید {receipt} {fee} ریال بوده است.</translation>
    </message>
    <message>
        <source>Write in a few words why the application is taken back.</source>
        <translation>در چند کلمه بنویسید که چرا درخواست باطل می‌شود.</translation>
    </message>
    <message>
        <source>Write it as 1405-09-03.</source>
        <translation>آن را به شکل ۱۴۰۵/۰۹/۰۳ بنویسید.</translation>
    </message>
    <message>
        <source>Wrong passwords for {staff}, {tries} times in a row.</source>
        <translation>گذرواژهٔ {staff} پیاپی {tries} بار نادرست نوشته شد.</translation>
    </message>
    <message>
        <source>{address} is plain HTTP: what citizens entrust to the office would travel readable for anyone.</source>
        <translation>{address} رمزنگاری ندارد (⁨HTTP⁩ ساده): آنچه شهروندان به دفتر می‌سپارند در راه برای همه خوانا می‌بود.</translation>
    </message>
    <message>
        <source>{day} is not a day of the calendar.</source>
        <translation>{day} روزی از تقویم نیست.</translation>
    </message>
    <message>
        <source>{file} cannot be opened as this office&apos;s store: {reason}.</source>
        <translation>{file} را نمی‌توان به‌عنوان انبارهٔ این دفتر باز کرد: {reason}.</translation>
    </message>
    <message>
        <source>{file} cannot be read: {reason}.</source>
        <translation>{file} خوانده نمی‌شود: {reason}.</translation>
    </message>
    <message>
        <source>{file} cannot be written: {reason}.</source>
        <translation>{file} نوشته نمی‌شود: {reason}.</translation>
    </message>
    <message>
        <source>{file} does not hold another counter&apos;s entries: {reason}.</source>
        <translation>{file} سندهای باجهٔ دیگری را در خود ندارد: {reason}.</translation>
    </message>
    <message>
        <source>{file} holds no values: {reason}.</source>
        <translation>در {file} مقداری نیست: {reason}.</translation>
    </message>
    <message>
        <source>{file} is of a counter of another office, and the centre takes it only from a neighbour there.</source>
        <translation>{file} از باجهٔ دفتر دیگری است و مرکز آن را تنها از همسایه‌ای در همان دفتر می‌گیرد.</translation>
    </message>
    <message>
        <source>{name} cannot be made small enough to send and stay readable.</source>
        <translation>⁨{name}⁩ را نمی‌توان آن‌قدر کوچک کرد که هم فرستاده شود و هم خوانا بماند.</translation>
    </message>
    <message>
        <source>{name} could not be read.</source>
        <translation>⁨{name}⁩ خوانده نشد.</translation>
    </message>
    <message>
        <source>{name} is a PDF file, which cannot be opened here.</source>
        <translation>⁨{name}⁩ پروندهٔ ⁨PDF⁩ است که اینجا باز نمی‌شود.</translation>
    </message>
    <message>
        <source>{name} is empty.</source>
        <translation>⁨{name}⁩ خالی است.</translation>
    </message>
    <message>
        <source>{name} is not a picture that can be opened.</source>
        <translation>⁨{name}⁩ تصویری نیست که باز شود.</translation>
    </message>
    <message>
        <source>{name} is too large to open.</source>
        <translation>⁨{name}⁩ برای باز شدن بیش از اندازه بزرگ است.</translation>
    </message>
    <message>
        <source>{place} cannot be written to: {reason}.</source>
        <translation>در {place} نمی‌توان نوشت: {reason}.</translation>
    </message>
    <message>
        <source>{printer} may have printed only a part of the receipt: {reason}.</source>
        <translation>شاید چاپگر {printer} تنها بخشی از رسید را چاپ کرده باشد: {reason}.</translation>
    </message>
    <message>
        <source>{service} cannot be taken without {system}, which has been out of reach since {since}.</source>
        <translation>{service} را بدون {system} نمی‌توان گرفت که از {since} در دسترس نیست.</translation>
    </message>
    <message>
        <source>{service} cannot be taken: the civil registry has not answered who the applicant is.</source>
        <translation>{service} را نمی‌توان پذیرفت: ثبت احوال هنوز هویت متقاضی را تأیید نکرده است.</translation>
    </message>
    <message>
        <source>{staff} does not work at this office at present, as the centre has it.</source>
        <translation>به گفتهٔ مرکز، {staff} اکنون در این دفتر کار نمی‌کند.</translation>
    </message>
    <message>
        <source>{staff} has not signed in at this counter since the password was set, so it cannot be checked here.</source>
        <translation>{staff} پس از تعیین گذرواژه در این باجه وارد نشده است، پس اینجا نمی‌توان آن را سنجید.</translation>
    </message>
    <message>
        <source>{staff} may no longer sign in without the centre: the permission ended {ended}.</source>
        <translation>{staff} دیگر نمی‌تواند بدون مرکز وارد شود: اجازه در {ended} پایان یافت.</translation>
    </message>
    <message>
        <source>{staff} may not take applications or payments at this counter.</source>
        <translation>{staff} اجازهٔ گرفتن درخواست یا وجه در این باجه را ندارد.</translation>
    </message>
    <message>
        <source>{staff} may not void an application: only a manager may.</source>
        <translation>کاربر {staff} نمی‌تواند درخواستی را باطل کند: تنها مدیر دفتر می‌تواند.</translation>
    </message>
    <message>
        <source>{text} names no printer.</source>
        <translation>{text} نام هیچ چاپگری نیست.</translation>
    </message>
    <message>
        <source>{typed} names no vehicle.</source>
        <translation>{typed} نام هیچ خودرویی نیست.</translation>
    </message>
</context>
<context>
    <name>fields</name>
    <message>
        <source>Please read it out to the applicant, and say that it is right.</source>
        <translation>برای متقاضی بخوانید و درستی‌اش را تأیید کنید.</translation>
    </message>
    <message>
        <source>{label}: read out to the applicant, and right</source>
        <translation>{label}: برای متقاضی خوانده شد و درست است</translation>
    </message>
    <message>
        <source>{label}, required</source>
        <translation>{label}، لازم</translation>
    </message>
    <message>
        <source>year/month/day</source>
        <translation>سال/ماه/روز</translation>
    </message>
    <message>
        <source>{n} years old</source>
        <translation>{n} ساله</translation>
    </message>
    <message>
        <source>Saturday</source>
        <translation>شنبه</translation>
    </message>
    <message>
        <source>Sunday</source>
        <translation>یکشنبه</translation>
    </message>
    <message>
        <source>Monday</source>
        <translation>دوشنبه</translation>
    </message>
    <message>
        <source>Tuesday</source>
        <translation>سه‌شنبه</translation>
    </message>
    <message>
        <source>Wednesday</source>
        <translation>چهارشنبه</translation>
    </message>
    <message>
        <source>Thursday</source>
        <translation>پنجشنبه</translation>
    </message>
    <message>
        <source>Friday</source>
        <translation>جمعه</translation>
    </message>
    <message>
        <source>once more</source>
        <translation>بار دوم</translation>
    </message>
    <message>
        <source>{label}, once more</source>
        <translation>{label}، بار دوم</translation>
    </message>
    <message>
        <source>traffic fine</source>
        <translation>جریمهٔ رانندگی</translation>
    </message>
    <message>
        <source>issued in {town}</source>
        <translation>صادره از {town}</translation>
    </message>
    <message>
        <source>Correct.</source>
        <translation>درست است</translation>
    </message>
    <message>
        <source>Correct: {what}.</source>
        <translation>درست است: {what}</translation>
    </message>
    <message>
        <source>Please type it a second time, from the paper.</source>
        <translation>لطفاً بار دوم از روی برگه بنویسید.</translation>
    </message>
    <message>
        <source>The two do not agree; please compare with the paper.</source>
        <translation>این دو یکی نیستند؛ لطفاً با برگه بسنجید.</translation>
    </message>
    <message>
        <source>Iran</source>
        <translation>ایران</translation>
    </message>
    <message>
        <source>first two digits</source>
        <translation>دو رقم نخست</translation>
    </message>
    <message>
        <source>letter</source>
        <translation>حرف</translation>
    </message>
    <message>
        <source>three digits</source>
        <translation>سه رقم</translation>
    </message>
    <message>
        <source>region</source>
        <translation>کد منطقه</translation>
    </message>
    <message>
        <source>region of three digits</source>
        <translation>کد منطقه، سه رقم</translation>
    </message>
    <message>
        <source>five digits</source>
        <translation>پنج رقم</translation>
    </message>
    <message>
        <source>name of the free zone</source>
        <translation>نام منطقهٔ آزاد</translation>
    </message>
    <message>
        <source>Remove row {n}</source>
        <translation>برداشتن ردیف {n}</translation>
    </message>
    <message>
        <source>{label}, row {n}</source>
        <translation>{label}، ردیف {n}</translation>
    </message>
    <message>
        <source>Add a row</source>
        <translation>افزودن ردیف</translation>
    </message>
    <message>
        <source>Read out, and right</source>
        <translation>خوانده شد و درست است</translation>
    </message>
    <message>
        <source>Read out: right?</source>
        <translation>برای متقاضی بخوانید؛ درست است؟</translation>
    </message>
</context>
<context>
    <name>find</name>
    <message>
        <source>Nobody and nothing here begins like that. Try a part of the name or number.</source>
        <translation>چیزی با این آغاز پیدا نشد. بخش دیگری از نام یا شماره را بنویسید.</translation>
    </message>
    <message>
        <source>Every application taken at this counter can be found here.</source>
        <translation>هر درخواستی که در این باجه گرفته شود این‌جا پیدا می‌شود.</translation>
    </message>
    <message>
        <source>{n} found</source>
        <translation>{n} مورد پیدا شد</translation>
    </message>
    <message>
        <source>the newest {n}; type more to see fewer</source>
        <translation>تازه‌ترین {n} مورد؛ بیشتر بنویسید تا کمتر شود</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>جست‌وجو</translation>
    </message>
    <message>
        <source>name, national code, receipt, telephone or plate</source>
        <translation>نام، کد ملی، رسید، تلفن یا پلاک</translation>
    </message>
    <message>
        <source>What is looked for</source>
        <translation>آنچه جست‌وجو می‌شود</translation>
    </message>
    <message>
        <source>Applications found</source>
        <translation>درخواست‌های پیداشده</translation>
    </message>
</context>
<context>
    <name>guides</name>
    <message>
        <source>Type your staff code and press Enter, then your password and Enter.</source>
        <translation>کد کارمندی را بنویسید و ⁨Enter⁩ بزنید، سپس گذرواژه و باز ⁨Enter⁩.</translation>
    </message>
    <message>
        <source>Who has signed in here before can also do so while the centre is away; under the code it says until when.</source>
        <translation>هر که پیش‌تر در همین باجه وارد شده باشد، هنگام قطع مرکز هم می‌تواند وارد شود؛ زیر کد نوشته می‌شود تا چه زمانی.</translation>
    </message>
    <message>
        <source>When you do not know your password any more, tell the office&apos;s manager.</source>
        <translation>اگر گذرواژه را فراموش کرده‌اید، به مدیر دفتر بگویید.</translation>
    </message>
    <message>
        <source>Language and colours are chosen below; they stay for this PC.</source>
        <translation>زبان و رنگ را همین پایین برگزینید؛ برای این رایانه می‌ماند.</translation>
    </message>
    <message>
        <source>Choose what the citizen came for.</source>
        <translation>خدمتی را برگزینید که شهروند برای آن آمده است.</translation>
    </message>
    <message>
        <source>Those that you gave last stand first. Type a part of the service&apos;s name, its code or its family; the arrow keys choose, Enter opens the form.</source>
        <translation>آنچه به‌تازگی ارائه کرده‌اید بالاتر است. بخشی از نام خدمت، کد یا خانوادهٔ آن را بنویسید؛ با کلیدهای جهت‌نما انتخاب کنید و با Enter فرم را باز کنید.</translation>
    </message>
    <message>
        <source>A service that cannot be taken now says why under its name, and comes back by itself.</source>
        <translation>اگر خدمتی را اکنون نتوان پذیرفت، علت زیر نامش نوشته شده است و خودش دوباره باز می‌شود.</translation>
    </message>
    <message>
        <source>What you typed about a citizen goes along when you change the service (Ctrl+K).</source>
        <translation>با تعویض خدمت (⁨Ctrl+K⁩) آنچه دربارهٔ شهروند نوشته‌اید به فرم تازه می‌رود.</translation>
    </message>
    <message>
        <source>Type, and press Enter to go to the next field. Digits may be Persian or Latin, whichever keyboard is on.</source>
        <translation>بنویسید و با ⁨Enter⁩ به خانهٔ بعدی بروید. رقم‌ها را با صفحه‌کلید فارسی یا انگلیسی می‌توان نوشت.</translation>
    </message>
    <message>
        <source>What is wrong is said under its field as you leave it; the red button above leads to each place.</source>
        <translation>هر ایراد هنگام ترک خانه زیر همان خانه گفته می‌شود؛ دکمهٔ قرمز بالای صفحه شما را به جای هر ایراد می‌برد.</translation>
    </message>
    <message>
        <source>Who was served here before is known by the national code: F10 fills in what is empty. A Latin name is suggested; the down key writes it.</source>
        <translation>کسی که پیش‌تر آمده باشد با کد ملی شناخته می‌شود: F10 جاهای خالی را پر می‌کند. نام لاتین پیشنهاد می‌شود و کلید ↓ آن را می‌نویسد.</translation>
    </message>
    <message>
        <source>Papers: Ctrl+D adds a file, Ctrl+Shift+D scans. Where the identity is checked: say which paper you saw, then F7.</source>
        <translation>مدارک: Ctrl+D پرونده می‌افزاید و Ctrl+Shift+D اسکن می‌کند. هر جا هویت بررسی می‌شود، بگویید کدام مدرک را دیدید، سپس F7.</translation>
    </message>
    <message>
        <source>Nobody types the fee. Choose how it is paid and press F12: it is saved at once, also while the centre is away.</source>
        <translation>هزینه را کسی نمی‌نویسد. شیوهٔ پرداخت را برگزینید و F12 را بزنید: همان دم ذخیره می‌شود، حتی هنگام قطع مرکز.</translation>
    </message>
    <message>
        <source>What you type is kept by itself, for you alone. When a citizen steps aside, F2 begins another form; Ctrl+Tab goes from one to the other; Esc twice discards it.</source>
        <translation>آنچه می‌نویسید خودبه‌خود و تنها برای شما نگه داشته می‌شود. وقتی مراجعی کنار می‌رود، F2 برگهٔ دیگری باز می‌کند و Ctrl+Tab از یکی به دیگری می‌رود؛ دو بار Esc آن را دور می‌اندازد.</translation>
    </message>
    <message>
        <source>The application is saved. Nothing of it can be lost any more.</source>
        <translation>درخواست ذخیره شد و دیگر چیزی از آن گم نمی‌شود.</translation>
    </message>
    <message>
        <source>F9 prints the receipt; each further paper is a copy, marked and recorded.</source>
        <translation>⁨F9⁩ رسید را چاپ می‌کند؛ هر برگهٔ بعدی رونوشت است، با نشان روی برگه و ثبت در دفتر رویدادها.</translation>
    </message>
    <message>
        <source>Ctrl+P chooses this counter&apos;s printer and paper and tries them; Ctrl+S saves a PDF.</source>
        <translation>Ctrl+P چاپگر و کاغذ این باجه را انتخاب و آزمایش می‌کند؛ Ctrl+S رسید را به صورت PDF ذخیره می‌کند.</translation>
    </message>
    <message>
        <source>Tell the citizen what stands beside it.</source>
        <translation>آنچه کنار رسید نوشته شده است به شهروند بگویید.</translation>
    </message>
    <message>
        <source>Enter goes on to the next citizen with the same service.</source>
        <translation>⁨Enter⁩ برای نفر بعدی فرم خالی همین خدمت را باز می‌کند.</translation>
    </message>
    <message>
        <source>Find any application that was taken at this counter.</source>
        <translation>هر درخواستی را که در این باجه پذیرفته شده پیدا کنید.</translation>
    </message>
    <message>
        <source>Type a part of the name in any spelling, the national code, receipt, telephone or plate; the list follows.</source>
        <translation>بخشی از نام با هر املایی، کد ملی، شمارهٔ رسید، تلفن یا پلاک را بنویسید؛ فهرست با هر کلید تازه می‌شود.</translation>
    </message>
    <message>
        <source>The down arrow goes into the list; Enter shows the whole story.</source>
        <translation>کلید پایین به فهرست می‌رود؛ ⁨Enter⁩ سرگذشت کامل را نشان می‌دهد.</translation>
    </message>
    <message>
        <source>F9 prints a copy of the receipt, marked and recorded.</source>
        <translation>F9 رونوشتی از رسید چاپ می‌کند که نشان‌دار و ثبت‌شده است.</translation>
    </message>
    <message>
        <source>Esc empties the line, and once more goes back.</source>
        <translation>⁨Esc⁩ نوشته را پاک می‌کند و بار دوم به صفحهٔ پیش برمی‌گردد.</translation>
    </message>
    <message>
        <source>Here stands what is on its way to the centre. In normal life there is nothing to press.</source>
        <translation>آنچه در راه مرکز است این‌جا دیده می‌شود. در کار عادی چیزی برای فشردن نیست.</translation>
    </message>
    <message>
        <source>Beside each one it says why it waits and what happens next.</source>
        <translation>کنار هر درخواست نوشته شده است چرا منتظر است و سپس چه می‌شود.</translation>
    </message>
    <message>
        <source>Enter takes the payment of an unpaid one and shows the story of any other; so does Ctrl+I.</source>
        <translation>⁨Enter⁩ روی درخواست پرداخت‌نشده دریافت وجه را باز می‌کند و روی دیگران سرگذشت را؛ ⁨Ctrl+I⁩ همیشه سرگذشت را.</translation>
    </message>
    <message>
        <source>“Needs you” is what you should look at: open its story and do what it asks.</source>
        <translation>«نیازمند شما» را باید خودتان ببینید: سرگذشت آن را باز کنید و کاری را که خواسته شده انجام دهید.</translation>
    </message>
    <message>
        <source>Type to see fewer. Try now asks the centre at once; it is never necessary.</source>
        <translation>برای پالایش فهرست بنویسید. «اکنون بیازما» همان دم سراغ مرکز می‌رود؛ ولی هیچ‌گاه لازم نیست.</translation>
    </message>
    <message>
        <source>All that happened to the application, the newest last, and what the citizen should know.</source>
        <translation>همهٔ آنچه بر درخواست گذشته است، تازه‌ترین در پایان، و آنچه شهروند باید بداند.</translation>
    </message>
    <message>
        <source>The buttons above do what it waits for: payment, correction, giving the money back.</source>
        <translation>دکمه‌های بالا کاری را می‌کنند که درخواست منتظر آن است: دریافت وجه، اصلاح، پس دادن پول.</translation>
    </message>
    <message>
        <source>Only a manager takes it back (F8), with a reason; the centre decides.</source>
        <translation>تنها مدیر درخواست را باطل می‌کند (⁨F8⁩) و باید علت را بنویسد؛ تصمیم با مرکز است.</translation>
    </message>
    <message>
        <source>A paper that was not scanned can still be added beside it.</source>
        <translation>مدرکی که اسکن نشده است هنوز از کنار صفحه افزوده می‌شود.</translation>
    </message>
    <message>
        <source>Esc goes back to where you came from.</source>
        <translation>⁨Esc⁩ به همان جا که بودید برمی‌گردد.</translation>
    </message>
    <message>
        <source>Take the money for an application that was taken unpaid.</source>
        <translation>وجه درخواستی را بگیرید که بدون پرداخت پذیرفته شده است.</translation>
    </message>
    <message>
        <source>By card, type the reference from the slip, or Ctrl+T where the terminal is joined to this PC; in cash, count the amount. In parts, type one and the rest fills itself.</source>
        <translation>با کارت، شمارهٔ مرجع را از برگهٔ کارت‌خوان بنویسید، یا اگر کارت‌خوان به این رایانه وصل است ⁨Ctrl+T⁩ را بزنید؛ نقد، مبلغ را بشمارید. در چند بخش، یکی را بنویسید؛ مانده خودش پر می‌شود.</translation>
    </message>
    <message>
        <source>F12 records the payment and gives the paid receipt.</source>
        <translation>⁨F12⁩ پرداخت را ثبت می‌کند و رسید پرداخت‌شده را می‌دهد.</translation>
    </message>
    <message>
        <source>Esc goes back to the queue; nothing is taken.</source>
        <translation>⁨Esc⁩ به صف برمی‌گردد و چیزی گرفته نمی‌شود.</translation>
    </message>
    <message>
        <source>The system wants what stands at the side corrected. Change only that.</source>
        <translation>سامانه اصلاح آنچه را کنار صفحه نوشته شده خواسته است. تنها همان را تغییر دهید.</translation>
    </message>
    <message>
        <source>F12 saves a new version; the first one stays in the story.</source>
        <translation>⁨F12⁩ نسخهٔ تازه را ثبت می‌کند؛ نسخهٔ نخست در سرگذشت می‌ماند.</translation>
    </message>
    <message>
        <source>When the fee would change, take the application back and take it anew.</source>
        <translation>اگر اصلاح هزینه را تغییر دهد، درخواست باید باطل و از نو پذیرفته شود.</translation>
    </message>
    <message>
        <source>Esc goes back without saving, and asks when something was changed.</source>
        <translation>⁨Esc⁩ بدون ثبت برمی‌گردد و اگر چیزی تغییر کرده باشد می‌پرسد.</translation>
    </message>
    <message>
        <source>Type a part of the service&apos;s name and press Enter. F1 tells about each screen and its keys.</source>
        <translation>بخشی از نام خدمت را بنویسید و ⁨Enter⁩ بزنید. ⁨F1⁩ راهنما و کلیدهای هر صفحه را نشان می‌دهد.</translation>
    </message>
    <message>
        <source>Type a part of any name or number; the list follows each key.</source>
        <translation>بخشی از نام یا شماره را بنویسید؛ فهرست با هر کلید تازه می‌شود.</translation>
    </message>
    <message>
        <source>Everything here goes by itself. Enter opens the application under the cursor.</source>
        <translation>همه‌چیز این‌جا خودش پیش می‌رود. ⁨Enter⁩ درخواست برگزیده را باز می‌کند.</translation>
    </message>
    <message>
        <source>Everything that happened to one application, and what the citizen should be told.</source>
        <translation>همهٔ آنچه بر یک درخواست گذشته و آنچه باید به شهروند گفت.</translation>
    </message>
    <message>
        <source>Choose how it is paid; F12 records it and gives the receipt.</source>
        <translation>روش پرداخت را برگزینید؛ ⁨F12⁩ آن را ثبت می‌کند و رسید می‌دهد.</translation>
    </message>
    <message>
        <source>Change only what is asked for at the side; F12 saves it.</source>
        <translation>تنها آنچه را کنار صفحه خواسته شده تغییر دهید؛ ⁨F12⁩ آن را ثبت می‌کند.</translation>
    </message>
</context>
<context>
    <name>help</name>
    <message>
        <source>Keys</source>
        <translation>کلیدها</translation>
    </message>
    <message>
        <source>this panel</source>
        <translation>همین راهنما</translation>
    </message>
    <message>
        <source>new application; once more: another citizen</source>
        <translation>درخواست تازه؛ یک بار دیگر: مراجع دیگر</translation>
    </message>
    <message>
        <source>find an application</source>
        <translation>جست‌وجوی درخواست</translation>
    </message>
    <message>
        <source>queue</source>
        <translation>صف ارسال</translation>
    </message>
    <message>
        <source>the other language</source>
        <translation>زبان دیگر (انگلیسی یا فارسی)</translation>
    </message>
    <message>
        <source>ask the civil registry</source>
        <translation>استعلام از ثبت احوال</translation>
    </message>
    <message>
        <source>in a story: void the application (a manager)</source>
        <translation>در سرگذشت: باطل کردن درخواست (مدیر)</translation>
    </message>
    <message>
        <source>print, or print a copy</source>
        <translation>چاپ یا چاپ رونوشت</translation>
    </message>
    <message>
        <source>fill in who was served here before</source>
        <translation>پر کردن فرم کسی که پیش‌تر آمده است</translation>
    </message>
    <message>
        <source>show the earlier application of the same person</source>
        <translation>نمایش درخواست پیشین همان شخص</translation>
    </message>
    <message>
        <source>accept and give the receipt</source>
        <translation>پذیرش و رسید</translation>
    </message>
    <message>
        <source>next field</source>
        <translation>خانهٔ بعدی</translation>
    </message>
    <message>
        <source>in a Latin name: write what is suggested</source>
        <translation>در نام لاتین: نوشتن پیشنهاد</translation>
    </message>
    <message>
        <source>take the money by the card terminal</source>
        <translation>گرفتن پول با کارت‌خوان</translation>
    </message>
    <message>
        <source>take a row, or a part of a payment, away</source>
        <translation>برداشتن یک ردیف، یا بخشی از پرداخت</translation>
    </message>
    <message>
        <source>the page&apos;s great button</source>
        <translation>دکمهٔ بزرگ صفحه</translation>
    </message>
    <message>
        <source>change the service</source>
        <translation>تعویض خدمت</translation>
    </message>
    <message>
        <source>the next draft</source>
        <translation>پیش‌نویس بعدی</translation>
    </message>
    <message>
        <source>discard the draft; asks</source>
        <translation>دور انداختن پیش‌نویس؛ می‌پرسد</translation>
    </message>
    <message>
        <source>add a file to the paper</source>
        <translation>افزودن پرونده به مدرک</translation>
    </message>
    <message>
        <source>scan the paper</source>
        <translation>اسکن مدرک</translation>
    </message>
    <message>
        <source>on a paper: paste a picture</source>
        <translation>روی مدرک: چسباندن تصویر</translation>
    </message>
    <message>
        <source>the whole story of the application in the queue</source>
        <translation>سرگذشت درخواستی که در صف برگزیده است</translation>
    </message>
    <message>
        <source>under a receipt: printer and paper</source>
        <translation>کنار رسید: چاپگر و کاغذ</translation>
    </message>
    <message>
        <source>lock this counter</source>
        <translation>قفل‌کردن این باجه</translation>
    </message>
    <message>
        <source>back; asks when something would be lost</source>
        <translation>بازگشت؛ اگر چیزی از دست برود می‌پرسد</translation>
    </message>
    <message>
        <source>This screen</source>
        <translation>راهنمای این صفحه</translation>
    </message>
</context>
<context>
    <name>hint_line</name>
    <message>
        <source>Understood</source>
        <translation>متوجه شدم</translation>
    </message>
</context>
<context>
    <name>identity</name>
    <message>
        <source>Civil registry</source>
        <translation>ثبت احوال</translation>
    </message>
    <message>
        <source>Ask the register</source>
        <translation>استعلام از ثبت احوال</translation>
    </message>
    <message>
        <source>Not asked yet. Without an answer the check follows later.</source>
        <translation>هنوز استعلام نشده است. بدون پاسخ، هویت بعداً بررسی می‌شود.</translation>
    </message>
    <message>
        <source>Not asked yet. This service is not taken without its answer.</source>
        <translation>هنوز استعلام نشده است. این خدمت بدون پاسخ ثبت احوال پذیرفته نمی‌شود.</translation>
    </message>
    <message>
        <source>First complete the applicant&apos;s code, names and date of birth.</source>
        <translation>نخست کد ملی، نام و تاریخ تولد متقاضی را کامل و درست کنید.</translation>
    </message>
    <message>
        <source>Asking…</source>
        <translation>در حال استعلام…</translation>
    </message>
    <message>
        <source>No answer. It may be taken: the identity is checked later, and the receipt says so.</source>
        <translation>پاسخی نیامد. پذیرش ممکن است: هویت بعداً بررسی می‌شود و رسید آن را می‌گوید.</translation>
    </message>
    <message>
        <source>No answer. This service is not taken without it; ask again in a moment.</source>
        <translation>پاسخی نیامد. این خدمت بدون آن پذیرفته نمی‌شود؛ کمی بعد دوباره استعلام بگیرید.</translation>
    </message>
    <message>
        <source>Agrees with the civil registry</source>
        <translation>با ثبت احوال جور است</translation>
    </message>
    <message>
        <source>Identity of the applicant</source>
        <translation>هویت متقاضی</translation>
    </message>
    <message>
        <source>What was looked at</source>
        <translation>مدرکی که دیده شد</translation>
    </message>
    <message>
        <source>The civil registry is being asked; its answer comes in a moment.</source>
        <translation>استعلام از ثبت احوال در جریان است؛ پاسخ تا لحظه‌ای دیگر می‌رسد.</translation>
    </message>
</context>
<context>
    <name>inspection</name>
    <message>
        <source>The technical inspection shows here when the plate is typed.</source>
        <translation>وضعیت معاینهٔ فنی پس از نوشتن پلاک همین‌جا نشان داده می‌شود.</translation>
    </message>
    <message>
        <source>The centre is being asked for the technical inspection…</source>
        <translation>معاینهٔ فنی از مرکز پرسیده می‌شود…</translation>
    </message>
    <message>
        <source>Nothing is known here of this vehicle&apos;s technical inspection; the centre will be asked when it answers again.</source>
        <translation>از معاینهٔ فنی این خودرو این‌جا خبری نیست؛ با برقراری ارتباط از مرکز پرسیده می‌شود.</translation>
    </message>
    <message>
        <source>Nothing is known here of this vehicle&apos;s technical inspection yet.</source>
        <translation>از معاینهٔ فنی این خودرو هنوز این‌جا خبری نیست.</translation>
    </message>
    <message>
        <source>The centre knows of no technical inspection of this vehicle</source>
        <translation>مرکز برای این خودرو معاینهٔ فنی سراغ ندارد</translation>
    </message>
    <message>
        <source>Failed its last technical inspection, on {day}</source>
        <translation>در آخرین معاینهٔ فنی ({day}) مردود شده است</translation>
    </message>
    <message>
        <source>Technical inspection ended on {day}</source>
        <translation>اعتبار معاینهٔ فنی در {day} پایان یافته است</translation>
    </message>
    <message>
        <source>Technical inspection valid until {day}</source>
        <translation>معاینهٔ فنی معتبر تا {day}</translation>
    </message>
    <message>
        <source>{what} (last heard: {age} ago).</source>
        <translation>{what} (آخرین خبر: {age} پیش).</translation>
    </message>
    <message>
        <source>Without a valid one this service cannot be taken.</source>
        <translation>بدون معاینهٔ معتبر نمی‌توان این خدمت را پذیرفت.</translation>
    </message>
    <message>
        <source>Tell the citizen; the service can be taken all the same.</source>
        <translation>به شهروند بگویید؛ این خدمت با این حال پذیرفته می‌شود.</translation>
    </message>
</context>
<context>
    <name>main_window</name>
    <message>
        <source>Daftar</source>
        <translation>دفتر</translation>
    </message>
    <message>
        <source>Stay</source>
        <translation>ماندن</translation>
    </message>
    <message>
        <source>Close all the same</source>
        <translation>بستن در هر حال</translation>
    </message>
</context>
<context>
    <name>money</name>
    <message>
        <source>rials</source>
        <translation>ریال</translation>
    </message>
    <message>
        <source>{amount} {unit}</source>
        <translation>{amount} {unit}</translation>
    </message>
    <message>
        <source>{name} ({counted})</source>
        <translation>{name} ({counted})</translation>
    </message>
</context>
<context>
    <name>page_list</name>
    <message>
        <source>New application</source>
        <translation>درخواست تازه</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>جست‌وجو</translation>
    </message>
    <message>
        <source>Payment</source>
        <translation>گرفتن پرداخت</translation>
    </message>
    <message>
        <source>Story</source>
        <translation>سرگذشت</translation>
    </message>
    <message>
        <source>Correction</source>
        <translation>اصلاح</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>صف ارسال</translation>
    </message>
</context>
<context>
    <name>passphrase</name>
    <message>
        <source>Daftar</source>
        <translation>دفتر</translation>
    </message>
    <message>
        <source>Open the store</source>
        <translation>گشودن انباره</translation>
    </message>
    <message>
        <source>On this PC the store&apos;s keys are sealed with a passphrase. It was chosen when the office was enrolled.</source>
        <translation>کلیدهای انباره در این رایانه با گذرجمله مهر شده‌اند؛ همان که هنگام ثبت دفتر برگزیده شد.</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>گذرجمله</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>گشودن</translation>
    </message>
    <message>
        <source>Type the passphrase.</source>
        <translation>گذرجمله را بنویسید.</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>در حال گشودن…</translation>
    </message>
</context>
<context>
    <name>payment</name>
    <message>
        <source>Part {n} ({unit})</source>
        <translation>بخش {n} ({unit})</translation>
    </message>
    <message>
        <source>An amount above zero, with at most {n} digits behind the point.</source>
        <translation>مبلغی بیش از صفر، با حداکثر {n} رقم پس از ممیز.</translation>
    </message>
    <message>
        <source>A whole number above zero stands here.</source>
        <translation>اینجا عدد صحیحی بیش از صفر می‌آید.</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>روش</translation>
    </message>
    <message>
        <source>Cash</source>
        <translation>نقد</translation>
    </message>
    <message>
        <source>Card</source>
        <translation>کارت</translation>
    </message>
    <message>
        <source>({n} more after this one.)</source>
        <translation>({n} مورد دیگر پس از این.)</translation>
    </message>
    <message>
        <source>A card payment of {amount} with reference {reference} was taken at {time} for {about} and is in no application.</source>
        <translation>پرداخت کارتی {amount} با شمارهٔ مرجع {reference} در {time} برای {about} گرفته شده و در هیچ درخواستی نیامده است.</translation>
    </message>
    <message>
        <source>A card payment of {amount} with reference {reference} was taken at {time} and is in no application.</source>
        <translation>پرداخت کارتی {amount} با شمارهٔ مرجع {reference} در {time} گرفته شده و در هیچ درخواستی نیامده است.</translation>
    </message>
    <message>
        <source>The terminal was asked for {amount} at {time}, and it is not known whether it took them. Nothing more is taken by it until that is clear.</source>
        <translation>در {time} از کارت‌خوان {amount} خواسته شد و معلوم نیست برداشت شده باشد. تا روشن نشود چیز دیگری با آن گرفته نمی‌شود.</translation>
    </message>
    <message>
        <source>Use it for this one</source>
        <translation>برای همین درخواست به کار ببر</translation>
    </message>
    <message>
        <source>It was given back at the terminal</source>
        <translation>روی کارت‌خوان برگردانده شد</translation>
    </message>
    <message>
        <source>Given back, surely? Press once more</source>
        <translation>حتماً برگردانده شد؟ یک بار دیگر بزنید</translation>
    </message>
    <message>
        <source>Ask the terminal again</source>
        <translation>دوباره از کارت‌خوان بپرس</translation>
    </message>
    <message>
        <source>The terminal&apos;s list does not have it</source>
        <translation>در فهرست کارت‌خوان نیست</translation>
    </message>
    <message>
        <source>Not in its list, surely? Press once more</source>
        <translation>حتماً در فهرست نیست؟ یک بار دیگر بزنید</translation>
    </message>
    <message>
        <source>Take part {n} away</source>
        <translation>برداشتن بخش {n}</translation>
    </message>
    <message>
        <source>The fee was {old} and is {new} now; what was typed stays.</source>
        <translation>هزینه {old} بود و اکنون {new} است؛ آنچه نوشته شده مانده است.</translation>
    </message>
    <message>
        <source>What is left: {amount}</source>
        <translation>مانده: {amount}</translation>
    </message>
    <message>
        <source>{amount} more than the fee</source>
        <translation>{amount} بیش از هزینه</translation>
    </message>
    <message>
        <source>Together exactly the fee</source>
        <translation>روی هم درست برابر هزینه</translation>
    </message>
    <message>
        <source>From the terminal</source>
        <translation>از کارت‌خوان</translation>
    </message>
    <message>
        <source>From the terminal; card {card}</source>
        <translation>از کارت‌خوان؛ کارت {card}</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>لغو</translation>
    </message>
    <message>
        <source>Take {amount} by terminal</source>
        <translation>گرفتن {amount} با کارت‌خوان</translation>
    </message>
    <message>
        <source>Asking the terminal for {amount}…</source>
        <translation>درخواست {amount} از کارت‌خوان…</translation>
    </message>
    <message>
        <source>{amount}: the terminal waits for the card</source>
        <translation>{amount}: کارت‌خوان منتظر کارت است</translation>
    </message>
    <message>
        <source>{amount}: the citizen types the PIN</source>
        <translation>{amount}: مراجع رمز را می‌زند</translation>
    </message>
    <message>
        <source>{amount}: the bank is being asked</source>
        <translation>{amount}: از بانک پرسیده می‌شود</translation>
    </message>
    <message>
        <source>No answer came; asking what became of {amount}…</source>
        <translation>پاسخی نیامد؛ پرسیده می‌شود که {amount} چه شد…</translation>
    </message>
    <message>
        <source>{n} s</source>
        <translation>{n} ثانیه</translation>
    </message>
    <message>
        <source>Cancelling; waiting for the terminal&apos;s last word…</source>
        <translation>در حال لغو؛ در انتظار پاسخ پایانی کارت‌خوان…</translation>
    </message>
    <message>
        <source>Taken: {amount}, reference {reference}</source>
        <translation>گرفته شد: {amount}، شمارهٔ مرجع {reference}</translation>
    </message>
    <message>
        <source>In parts</source>
        <translation>چند بخش</translation>
    </message>
    <message>
        <source>The terminal is being asked; wait for its answer, or press Esc.</source>
        <translation>از کارت‌خوان پرسیده می‌شود؛ منتظر پاسخ بمانید یا ⁨Esc⁩ را بزنید.</translation>
    </message>
</context>
<context>
    <name>person</name>
    <message>
        <source>Fill in</source>
        <translation>پر کن</translation>
    </message>
    <message>
        <source>Take it out again</source>
        <translation>برگردان</translation>
    </message>
    <message>
        <source>Show it</source>
        <translation>نشان بده</translation>
    </message>
    <message>
        <source>Go on all the same</source>
        <translation>با این حال ادامه بده</translation>
    </message>
    <message>
        <source>Who was served at this counter before is known here by the national code.</source>
        <translation>کسی که پیش‌تر در این باجه آمده باشد، این‌جا با کد ملی شناخته می‌شود.</translation>
    </message>
    <message>
        <source>Nobody with this national code was served at this counter before.</source>
        <translation>پیش‌تر کسی با این کد ملی به این باجه نیامده است.</translation>
    </message>
    <message>
        <source>father {name}</source>
        <translation>نام پدر {name}</translation>
    </message>
    <message>
        <source>mobile {number}</source>
        <translation>همراه {number}</translation>
    </message>
    <message>
        <source>{name} was here on {day}: {service}.</source>
        <translation>{name} در {day} این‌جا بوده است: {service}.</translation>
    </message>
    <message>
        <source>This person</source>
        <translation>این شخص</translation>
    </message>
    <message>
        <source>{name} asked for this service already, on {day}: receipt {receipt}, {state}, taken by {by}.</source>
        <translation>{name} این خدمت را پیش‌تر هم خواسته است، {day}: رسید {receipt}، {state}، گیرنده {by}.</translation>
    </message>
    <message>
        <source>A second one within {days} days counts as a duplicate.</source>
        <translation>درخواست دوم تا {days} روز تکراری به شمار می‌رود.</translation>
    </message>
    <message>
        <source>The same service was asked for before: say above whether to go on.</source>
        <translation>همین خدمت پیش‌تر خواسته شده است؛ در بالا بگویید که ادامه داده شود یا نه.</translation>
    </message>
    <message>
        <source>A second one beside receipt {receipt}.</source>
        <translation>درخواست دوم در کنار رسید {receipt}.</translation>
    </message>
    <message>
        <source>Fills in: {fields}.</source>
        <translation>پر می‌شود: {fields}.</translation>
    </message>
    <message>
        <source>Typed otherwise than then, and left so: {fields}.</source>
        <translation>اکنون جور دیگری نوشته شده و دست نمی‌خورد: {fields}.</translation>
    </message>
    <message>
        <source>From {day}: {fields}. Please compare with the papers, and change what is new.</source>
        <translation>از {day}: {fields}. با مدارک بسنجید و هر چه تازه است تغییر دهید.</translation>
    </message>
    <message>
        <source>, </source>
        <translation>، </translation>
    </message>
</context>
<context>
    <name>printing</name>
    <message>
        <source>Printing at this counter</source>
        <translation>چاپ در این باجه</translation>
    </message>
    <message>
        <source>Printer</source>
        <translation>چاپگر</translation>
    </message>
    <message>
        <source>Address of the receipt printer</source>
        <translation>نشانی چاپگر رسید</translation>
    </message>
    <message>
        <source>In the network {host}, on USB {usb}, on a line {port} or a device {file}</source>
        <translation>در شبکه {host}، روی USB {usb}، روی درگاه سریال {port} یا پروندهٔ دستگاه {file}</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>کاغذ</translation>
    </message>
    <message>
        <source>Print by itself after accepting</source>
        <translation>پس از پذیرش خودکار چاپ شود</translation>
    </message>
    <message>
        <source>Print a test page</source>
        <translation>چاپ برگهٔ آزمایشی</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>پایان</translation>
    </message>
    <message>
        <source>This PC&apos;s printer</source>
        <translation>چاپگر این رایانه</translation>
    </message>
    <message>
        <source>This PC&apos;s printer (there is none: a PDF)</source>
        <translation>چاپگر این رایانه (ندارد: PDF)</translation>
    </message>
    <message>
        <source>A receipt printer (ESC/POS)</source>
        <translation>چاپگر رسید (ESC/POS)</translation>
    </message>
    <message>
        <source>A PDF file</source>
        <translation>پروندهٔ PDF</translation>
    </message>
    <message>
        <source>The test page went to {printer}.</source>
        <translation>برگهٔ آزمایشی به چاپگر {printer} فرستاده شد.</translation>
    </message>
    <message>
        <source>There is no printer to try: receipts become PDF files.</source>
        <translation>چاپگری برای آزمودن نیست: رسیدها به صورت PDF ذخیره می‌شوند.</translation>
    </message>
    <message>
        <source>{size} paper</source>
        <translation>کاغذ {size}</translation>
    </message>
    <message>
        <source>{size} paper: applicant&apos;s and office&apos;s part</source>
        <translation>کاغذ {size}: برگ متقاضی و برگ دفتر</translation>
    </message>
    <message>
        <source>80 mm roll</source>
        <translation>رول ۸۰ میلی‌متری</translation>
    </message>
    <message>
        <source>Daftar: test page</source>
        <translation>دفتر: برگهٔ آزمایشی</translation>
    </message>
    <message>
        <source>Both lines at the edges are whole, the letters join, and a telephone reads the code: all is well.</source>
        <translation>اگر هر دو خط بالا و پایین کامل است، حرف‌ها به هم پیوسته‌اند و تلفن همراه رمزینه را می‌خواند، همه چیز درست است.</translation>
    </message>
</context>
<context>
    <name>problems</name>
    <message>
        <source>A Sheba is IR and 24 digits.</source>
        <translation>شبا با ⁨IR⁩ آغاز می‌شود و ۲۴ رقم دارد.</translation>
    </message>
    <message>
        <source>A VIN has 17 Latin letters and digits.</source>
        <translation>شمارهٔ شناسایی خودرو (⁨VIN⁩) ۱۷ حرف لاتین و رقم دارد.</translation>
    </message>
    <message>
        <source>A VIN has no I, O or Q; the digits 1 and 0 are meant.</source>
        <translation>در ⁨VIN⁩ حرف‌های ⁨I⁩، ⁨O⁩ و ⁨Q⁩ نیست؛ رقم‌های ۱ و ۰ منظور است.</translation>
    </message>
    <message>
        <source>A bill id has 6 to 13 digits.</source>
        <translation>شناسهٔ قبض ۶ تا ۱۳ رقم دارد.</translation>
    </message>
    <message>
        <source>A card number has 16 digits.</source>
        <translation>شمارهٔ کارت ۱۶ رقم دارد.</translation>
    </message>
    <message>
        <source>A card payment needs the 12-digit reference (RRN) from the slip.</source>
        <translation>پرداخت با کارت شمارهٔ مرجع ۱۲ رقمی (⁨RRN⁩) برگهٔ کارت‌خوان را می‌خواهد.</translation>
    </message>
    <message>
        <source>A chassis number has 4 to 20 Latin letters and digits.</source>
        <translation>شمارهٔ شاسی ۴ تا ۲۰ حرف لاتین و رقم دارد.</translation>
    </message>
    <message>
        <source>A date is year, month and day: 1405/09/03.</source>
        <translation>تاریخ، سال و ماه و روز است: ۱۴۰۵/۰۹/۰۳.</translation>
    </message>
    <message>
        <source>A foreigner&apos;s id has 12 digits.</source>
        <translation>کد فراگیر اتباع خارجی ۱۲ رقم دارد.</translation>
    </message>
    <message>
        <source>A fuel card has 16 digits.</source>
        <translation>شمارهٔ کارت سوخت ۱۶ رقم دارد.</translation>
    </message>
    <message>
        <source>A landline has 11 digits: 0, two of area, eight of number.</source>
        <translation>تلفن ثابت ۱۱ رقم دارد: ۰، دو رقم کد استان و هشت رقم شماره.</translation>
    </message>
    <message>
        <source>A licence number has 4 to 15 digits.</source>
        <translation>شمارهٔ گواهینامه ۴ تا ۱۵ رقم دارد.</translation>
    </message>
    <message>
        <source>A mobile number has 11 digits and begins with 09.</source>
        <translation>شمارهٔ همراه ۱۱ رقم دارد و با ۰۹ آغاز می‌شود.</translation>
    </message>
    <message>
        <source>A national code has 10 digits.</source>
        <translation>کد ملی ۱۰ رقم دارد.</translation>
    </message>
    <message>
        <source>A national code has 10 digits; with its leading zeros this would be {padded}.</source>
        <translation>کد ملی ۱۰ رقم دارد؛ با صفرهای آغازین می‌شود {padded}.</translation>
    </message>
    <message>
        <source>A passport number has 6 to 9 Latin letters and digits.</source>
        <translation>شمارهٔ گذرنامه ۶ تا ۹ حرف لاتین و رقم دارد.</translation>
    </message>
    <message>
        <source>A payment id has 6 to 13 digits.</source>
        <translation>شناسهٔ پرداخت ۶ تا ۱۳ رقم دارد.</translation>
    </message>
    <message>
        <source>A plate is two digits, a letter, three digits and a region; a motorcycle has 8 digits; a free zone has its name and 5 digits.</source>
        <translation>پلاک دو رقم، یک حرف، سه رقم و کد منطقه است؛ موتورسیکلت ۸ رقم دارد؛ منطقهٔ آزاد نام منطقه و ۵ رقم.</translation>
    </message>
    <message>
        <source>A postal code has 10 digits, not all the same, and does not begin with 0.</source>
        <translation>کد پستی ۱۰ رقم دارد، همه یکسان نیستند و با ۰ آغاز نمی‌شود.</translation>
    </message>
    <message>
        <source>A reference (RRN) has 12 digits.</source>
        <translation>شمارهٔ مرجع (⁨RRN⁩) ۱۲ رقم دارد.</translation>
    </message>
    <message>
        <source>A row must hold named values.</source>
        <translation>هر ردیف باید مقدارهای نام‌دار داشته باشد.</translation>
    </message>
    <message>
        <source>A scan is a JPEG or PNG picture, or a PDF.</source>
        <translation>اسکن یا تصویر ⁨JPEG⁩ و ⁨PNG⁩ است یا فایل ⁨PDF⁩.</translation>
    </message>
    <message>
        <source>A scan of this paper has at most {max} kilobytes, and is not empty.</source>
        <translation>اسکن این مدرک حداکثر {max} کیلوبایت است و خالی نیست.</translation>
    </message>
    <message>
        <source>A scan of this paper is still missing.</source>
        <translation>اسکن این مدرک هنوز گرفته نشده است.</translation>
    </message>
    <message>
        <source>A serial has Persian letters and digits: الف/12 123456.</source>
        <translation>سریال شناسنامه حرف فارسی و رقم دارد: الف/۱۲ ۱۲۳۴۵۶.</translation>
    </message>
    <message>
        <source>A terminal number has 8 digits.</source>
        <translation>شمارهٔ پایانه ۸ رقم دارد.</translation>
    </message>
    <message>
        <source>A trace number (STAN) has 6 digits.</source>
        <translation>شمارهٔ پیگیری (⁨STAN⁩) ۶ رقم دارد.</translation>
    </message>
    <message>
        <source>A whole number stands here.</source>
        <translation>اینجا عددی صحیح می‌آید.</translation>
    </message>
    <message>
        <source>A zero is unusual on a plate; please compare it once more.</source>
        <translation>صفر در پلاک کمیاب است؛ لطفاً یک بار دیگر بسنجید.</translation>
    </message>
    <message>
        <source>An IMEI has 15 digits.</source>
        <translation>شناسهٔ گوشی (⁨IMEI⁩) ۱۵ رقم دارد.</translation>
    </message>
    <message>
        <source>An amount is a whole number of rials above zero.</source>
        <translation>مبلغ، عددی صحیح به ریال و بیش از صفر است.</translation>
    </message>
    <message>
        <source>An engine number has 3 to 25 Latin letters and digits.</source>
        <translation>شمارهٔ موتور ۳ تا ۲۵ حرف لاتین و رقم دارد.</translation>
    </message>
    <message>
        <source>At least {min} characters.</source>
        <translation>دست‌کم {min} نویسه.</translation>
    </message>
    <message>
        <source>At least {min}.</source>
        <translation>دست‌کم {min}.</translation>
    </message>
    <message>
        <source>At most {max} characters.</source>
        <translation>حداکثر {max} نویسه.</translation>
    </message>
    <message>
        <source>At most {max} payments.</source>
        <translation>حداکثر {max} پرداخت.</translation>
    </message>
    <message>
        <source>At most {max} rows.</source>
        <translation>حداکثر {max} ردیف.</translation>
    </message>
    <message>
        <source>At most {max} scans.</source>
        <translation>حداکثر {max} اسکن.</translation>
    </message>
    <message>
        <source>At most {max}.</source>
        <translation>حداکثر {max}.</translation>
    </message>
    <message>
        <source>Cash has no slip: reference and terminal stay empty.</source>
        <translation>پرداخت نقدی برگه ندارد: مرجع و پایانه خالی می‌ماند.</translation>
    </message>
    <message>
        <source>Fuel cards usually begin with 774433; please compare it once more.</source>
        <translation>کارت‌های سوخت معمولاً با ۷۷۴۴۳۳ آغاز می‌شوند؛ لطفاً یک بار دیگر مقایسه کنید.</translation>
    </message>
    <message>
        <source>Last time it was written {before}; please compare it once more.</source>
        <translation>بار پیش {before} نوشته شده بود؛ یک بار دیگر بسنجید.</translation>
    </message>
    <message>
        <source>Latin letters only, as in the passport.</source>
        <translation>فقط حروف لاتین، مانند گذرنامه.</translation>
    </message>
    <message>
        <source>Leave out the A or B before the number; only the 16 digits are typed.</source>
        <translation>حرف ⁨A⁩ یا ⁨B⁩ پیش از شماره را ننویسید؛ تنها ۱۶ رقم نوشته می‌شود.</translation>
    </message>
    <message>
        <source>New passports have a letter and 8 digits; please compare it once more.</source>
        <translation>گذرنامه‌های تازه یک حرف و ۸ رقم دارند؛ لطفاً یک بار دیگر بسنجید.</translation>
    </message>
    <message>
        <source>No technical inspection of this vehicle is known at the centre.</source>
        <translation>مرکز برای این خودرو معاینهٔ فنی سراغ ندارد.</translation>
    </message>
    <message>
        <source>Not after {max}.</source>
        <translation>نه پس از {max}.</translation>
    </message>
    <message>
        <source>Not before {min}.</source>
        <translation>نه پیش از {min}.</translation>
    </message>
    <message>
        <source>Nothing has been heard here of this vehicle&apos;s technical inspection.</source>
        <translation>از معاینهٔ فنی این خودرو هنوز خبری به این دفتر نرسیده است.</translation>
    </message>
    <message>
        <source>Nothing stands in this row.</source>
        <translation>در این ردیف چیزی نوشته نشده است.</translation>
    </message>
    <message>
        <source>Only digits may stand here.</source>
        <translation>اینجا فقط رقم می‌آید.</translation>
    </message>
    <message>
        <source>Payments come to {paid} rials; the fee is {fee} rials.</source>
        <translation>جمع پرداخت‌ها {paid} ریال است؛ هزینه {fee} ریال.</translation>
    </message>
    <message>
        <source>Persian letters only.</source>
        <translation>فقط حروف فارسی.</translation>
    </message>
    <message>
        <source>Recent licences have 10 digits; please compare it once more.</source>
        <translation>گواهینامه‌های تازه ۱۰ رقم دارند؛ لطفاً یک بار دیگر بسنجید.</translation>
    </message>
    <message>
        <source>The application is too large to be kept.</source>
        <translation>درخواست بزرگ‌تر از آن است که نگه داشته شود.</translation>
    </message>
    <message>
        <source>The birth date in this line does not agree with its check digit.</source>
        <translation>تاریخ تولد در این سطر با رقم کنترلش نمی‌خواند.</translation>
    </message>
    <message>
        <source>The check digit of this VIN differs; please compare it once more.</source>
        <translation>رقم کنترل این ⁨VIN⁩ نمی‌خواند؛ لطفاً یک بار دیگر بسنجید.</translation>
    </message>
    <message>
        <source>The day is from 1 to {max} in this month.</source>
        <translation>روز این ماه از ۱ تا {max} است.</translation>
    </message>
    <message>
        <source>The expiry date in this line does not agree with its check digit.</source>
        <translation>تاریخ پایان اعتبار در این سطر با رقم کنترلش نمی‌خواند.</translation>
    </message>
    <message>
        <source>The fee comes to more than can be taken; please check the numbers.</source>
        <translation>مبلغ بیش از آن است که بتوان دریافت کرد؛ لطفاً عددها را بازبینی کنید.</translation>
    </message>
    <message>
        <source>The last digit of this line does not agree with the rest.</source>
        <translation>رقم آخر این سطر با بقیهٔ آن نمی‌خواند.</translation>
    </message>
    <message>
        <source>The money of this card slip was given back at the terminal.</source>
        <translation>پول این برگهٔ کارت‌خوان روی خود دستگاه برگردانده شده است.</translation>
    </message>
    <message>
        <source>The month is from 1 to 12.</source>
        <translation>ماه باید از ۱ تا ۱۲ باشد.</translation>
    </message>
    <message>
        <source>The national id of a company has 11 digits.</source>
        <translation>شناسهٔ ملی شرکت ۱۱ رقم دارد.</translation>
    </message>
    <message>
        <source>The number of a birth certificate has 1 to 10 digits.</source>
        <translation>شمارهٔ شناسنامه ۱ تا ۱۰ رقم دارد.</translation>
    </message>
    <message>
        <source>The passport number in this line does not agree with its check digit.</source>
        <translation>شمارهٔ گذرنامه در این سطر با رقم کنترلش نمی‌خواند.</translation>
    </message>
    <message>
        <source>The personal number in this line does not agree with its check digit.</source>
        <translation>شمارهٔ شخصی در این سطر با رقم کنترلش نمی‌خواند.</translation>
    </message>
    <message>
        <source>The register was asked about other data or by another office; ask it again.</source>
        <translation>این پاسخ ثبت احوال برای مشخصات یا دفتر دیگری است؛ دوباره استعلام بگیرید.</translation>
    </message>
    <message>
        <source>The register&apos;s answer is more than a day old; ask it again.</source>
        <translation>از پاسخ ثبت احوال بیش از یک روز گذشته است؛ دوباره استعلام بگیرید.</translation>
    </message>
    <message>
        <source>The same card slip stands twice here.</source>
        <translation>یک برگهٔ کارت‌خوان دو بار آمده است.</translation>
    </message>
    <message>
        <source>The same person was given receipt {receipt} for this service on {day}, within its {days} days.</source>
        <translation>برای همین شخص و همین خدمت در {day} رسید {receipt} داده شده است؛ هنوز {days} روز نگذشته است.</translation>
    </message>
    <message>
        <source>The same scan stands here twice for this paper.</source>
        <translation>یک اسکن برای این مدرک دو بار آمده است.</translation>
    </message>
    <message>
        <source>The second line has 44 characters: A to Z, 0 to 9 and &lt;, in their places.</source>
        <translation>سطر دوم ۴۴ نویسه دارد: حرف‌های ⁨A⁩ تا ⁨Z⁩، رقم و نشانهٔ ⁨&lt;⁩، هر یک در جای خود.</translation>
    </message>
    <message>
        <source>The serial of a card has 6 to 15 Latin letters and digits.</source>
        <translation>سریال کارت ۶ تا ۱۵ حرف لاتین و رقم دارد.</translation>
    </message>
    <message>
        <source>The technical inspection of this vehicle ended on {day}.</source>
        <translation>معاینهٔ فنی این خودرو در {day} به پایان رسیده است.</translation>
    </message>
    <message>
        <source>The terminal took {charged} rials with this slip; no other amount fits.</source>
        <translation>کارت‌خوان با این برگه {charged} ریال برداشت کرده است؛ مبلغ دیگری نمی‌پذیرد.</translation>
    </message>
    <message>
        <source>The year is from {min} to {max}.</source>
        <translation>سال از {min} تا {max} است.</translation>
    </message>
    <message>
        <source>There is no service with this code.</source>
        <translation>خدمتی با این کد نیست.</translation>
    </message>
    <message>
        <source>This address is very short; please see that post would arrive.</source>
        <translation>این نشانی بسیار کوتاه است؛ لطفاً ببینید پست به آن می‌رسد.</translation>
    </message>
    <message>
        <source>This card slip has already paid for receipt {receipt}.</source>
        <translation>این برگهٔ کارت‌خوان پیش‌تر برای رسید {receipt} به کار رفته است.</translation>
    </message>
    <message>
        <source>This day is already past.</source>
        <translation>این روز گذشته است.</translation>
    </message>
    <message>
        <source>This day is still to come.</source>
        <translation>این روز هنوز نیامده است.</translation>
    </message>
    <message>
        <source>This file cannot be read.</source>
        <translation>این فایل خوانده نمی‌شود.</translation>
    </message>
    <message>
        <source>This free zone is not a known one; please compare it once more.</source>
        <translation>این منطقهٔ آزاد شناخته نیست؛ لطفاً یک بار دیگر با پلاک مقایسه کنید.</translation>
    </message>
    <message>
        <source>This holds characters that cannot be shown.</source>
        <translation>نویسه‌هایی دارد که نمایش‌پذیر نیستند.</translation>
    </message>
    <message>
        <source>This is no answer of the centre about a person; ask the register again.</source>
        <translation>این پاسخ مرکز دربارهٔ هویت نیست؛ دوباره استعلام بگیرید.</translation>
    </message>
    <message>
        <source>This is no digest of a scan.</source>
        <translation>این اثر انگشت هیچ اسکنی نیست.</translation>
    </message>
    <message>
        <source>This is no valid IMEI; a digit is wrong.</source>
        <translation>این ⁨IMEI⁩ درست نیست؛ یک رقم اشتباه است.</translation>
    </message>
    <message>
        <source>This is no valid Sheba; a digit is wrong.</source>
        <translation>این شبا درست نیست؛ رقمی اشتباه است.</translation>
    </message>
    <message>
        <source>This is no valid bill id; a digit is wrong.</source>
        <translation>این شناسهٔ قبض درست نیست؛ یک رقم اشتباه است.</translation>
    </message>
    <message>
        <source>This is no valid card number; a digit is wrong.</source>
        <translation>این شمارهٔ کارت درست نیست؛ رقمی اشتباه است.</translation>
    </message>
    <message>
        <source>This is no valid id of a company; a digit is wrong.</source>
        <translation>این شناسهٔ ملی درست نیست؛ یک رقم اشتباه است.</translation>
    </message>
    <message>
        <source>This is no valid national code; a digit is wrong.</source>
        <translation>این کد ملی درست نیست؛ رقمی اشتباه است.</translation>
    </message>
    <message>
        <source>This is no valid payment id; a digit is wrong.</source>
        <translation>این شناسهٔ پرداخت درست نیست؛ یک رقم اشتباه است.</translation>
    </message>
    <message>
        <source>This is none of the choices.</source>
        <translation>این از گزینه‌ها نیست.</translation>
    </message>
    <message>
        <source>This is not asked for in this case.</source>
        <translation>در این حالت این پرسیده نمی‌شود.</translation>
    </message>
    <message>
        <source>This is required.</source>
        <translation>این لازم است.</translation>
    </message>
    <message>
        <source>This kind of bill is not known; please compare it once more.</source>
        <translation>این نوع قبض شناخته نیست؛ لطفاً یک بار دیگر مقایسه کنید.</translation>
    </message>
    <message>
        <source>This letter is unusual on a plate; please compare it once more.</source>
        <translation>این حرف در پلاک کمیاب است؛ لطفاً یک بار دیگر بسنجید.</translation>
    </message>
    <message>
        <source>This method of payment is not known.</source>
        <translation>این شیوهٔ پرداخت شناخته نیست.</translation>
    </message>
    <message>
        <source>This must be a list of rows.</source>
        <translation>این باید فهرستی از ردیف‌ها باشد.</translation>
    </message>
    <message>
        <source>This must be text.</source>
        <translation>این باید متن باشد.</translation>
    </message>
    <message>
        <source>This must hold named values.</source>
        <translation>این باید مقدارهای نام‌دار داشته باشد.</translation>
    </message>
    <message>
        <source>This paper has at most {max} pages.</source>
        <translation>این مدرک حداکثر {max} صفحه دارد.</translation>
    </message>
    <message>
        <source>This postal code looks unusual; please compare it once more.</source>
        <translation>این کد پستی نامعمول می‌نماید؛ لطفاً یک بار دیگر بسنجید.</translation>
    </message>
    <message>
        <source>This region is not a known one; please compare it once more.</source>
        <translation>این کد منطقه شناخته نیست؛ لطفاً یک بار دیگر بسنجید.</translation>
    </message>
    <message>
        <source>This row holds a value that is not asked for.</source>
        <translation>در این ردیف مقداری است که خواسته نشده است.</translation>
    </message>
    <message>
        <source>This scan is not in the store of this counter.</source>
        <translation>این اسکن در انبارهٔ این باجه نیست.</translation>
    </message>
    <message>
        <source>This service has no such field.</source>
        <translation>این خدمت چنین خانه‌ای ندارد.</translation>
    </message>
    <message>
        <source>This service is not given at this office.</source>
        <translation>این خدمت در این دفتر ارائه نمی‌شود.</translation>
    </message>
    <message>
        <source>This service is not given before the civil registry has confirmed who this is.</source>
        <translation>این خدمت بدون تأیید هویت از ثبت احوال پذیرفته نمی‌شود.</translation>
    </message>
    <message>
        <source>This service is not paid in this way.</source>
        <translation>هزینهٔ این خدمت به این روش پرداخت نمی‌شود.</translation>
    </message>
    <message>
        <source>This vehicle failed its last technical inspection.</source>
        <translation>این خودرو در آخرین معاینهٔ فنی مردود شده است.</translation>
    </message>
    <message>
        <source>Usually a digit, a letter and 8 digits; please compare it once more.</source>
        <translation>معمولاً یک رقم، یک حرف و ۸ رقم است؛ لطفاً یک بار دیگر مقایسه کنید.</translation>
    </message>
    <message>
        <source>Usually a letter, two digits and six; please compare it once more.</source>
        <translation>معمولاً حرف، دو رقم و شش رقم است؛ لطفاً یک بار دیگر مقایسه کنید.</translation>
    </message>
    <message>
        <source>What was given does not agree with the register.</source>
        <translation>مشخصات با ثبت احوال جور نیست.</translation>
    </message>
</context>
<context>
    <name>queue</name>
    <message>
        <source>Whole story</source>
        <translation>سرگذشت</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>صف ارسال</translation>
    </message>
    <message>
        <source>Nothing to press; sent when the centre is back.</source>
        <translation>چیزی برای فشردن نیست؛ با بازگشت مرکز خودش می‌رود.</translation>
    </message>
    <message>
        <source>Type to filter</source>
        <translation>برای پالایش بنویسید</translation>
    </message>
    <message>
        <source>Filter by name, receipt or national code</source>
        <translation>پالایش با نام، شمارهٔ رسید یا کد ملی</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>اکنون بیازما</translation>
    </message>
    <message>
        <source>Take payment</source>
        <translation>دریافت وجه</translation>
    </message>
    <message>
        <source>Applications on their way</source>
        <translation>درخواست‌های در راه</translation>
    </message>
    <message>
        <source>saved here</source>
        <translation>اینجا ذخیره شد</translation>
    </message>
    <message>
        <source>being sent</source>
        <translation>در حال ارسال</translation>
    </message>
    <message>
        <source>recorded at the centre, today</source>
        <translation>ثبت در مرکز، امروز</translation>
    </message>
    <message>
        <source>needs you</source>
        <translation>نیازمند شما</translation>
    </message>
    <message>
        <source>Everything goes by itself; there is nothing to press.</source>
        <translation>همه‌چیز خودش می‌رود؛ چیزی برای فشردن نیست.</translation>
    </message>
    <message>
        <source>Nothing here fits what you typed.</source>
        <translation>چیزی با آنچه نوشتید جور نیست.</translation>
    </message>
    <message>
        <source>Nothing waits. Applications stand here from their receipt until the centre&apos;s answer.</source>
        <translation>چیزی در انتظار نیست. درخواست‌ها از هنگام رسید تا پاسخ مرکز اینجا دیده می‌شوند.</translation>
    </message>
</context>
<context>
    <name>queue_item</name>
    <message>
        <source>Not paid</source>
        <translation>پرداخت‌نشده</translation>
    </message>
    <message>
        <source>No payment yet; Enter takes it</source>
        <translation>هنوز پرداخت نشده؛ دریافت وجه با ⁨Enter⁩</translation>
    </message>
    <message>
        <source>Saved here</source>
        <translation>اینجا ذخیره شد</translation>
    </message>
    <message>
        <source>Being sent</source>
        <translation>در حال ارسال</translation>
    </message>
    <message>
        <source>Being checked</source>
        <translation>در حال بررسی</translation>
    </message>
    <message>
        <source>Arrived</source>
        <translation>رسید به مرکز</translation>
    </message>
    <message>
        <source>Recorded</source>
        <translation>ثبت شد</translation>
    </message>
    <message>
        <source>Waits for {system}</source>
        <translation>منتظر {system}</translation>
    </message>
    <message>
        <source>Needs you</source>
        <translation>نیازمند شما</translation>
    </message>
    <message>
        <source>The money was given back: {amount}</source>
        <translation>پول پس داده شد: {amount}</translation>
    </message>
    <message>
        <source>Refunded</source>
        <translation>پول پس داده شد</translation>
    </message>
    <message>
        <source>Voided</source>
        <translation>باطل</translation>
    </message>
    <message>
        <source>Voided here; the centre says whether that was in time</source>
        <translation>این‌جا باطل شده است؛ مرکز می‌گوید که به‌موقع بوده یا نه</translation>
    </message>
    <message>
        <source>To be given back: {amount}</source>
        <translation>باید پس داده شود: {amount}</translation>
    </message>
    <message>
        <source>Delivered</source>
        <translation>تحویل شد</translation>
    </message>
    <message>
        <source>With the post</source>
        <translation>نزد پست</translation>
    </message>
    <message>
        <source>Issued</source>
        <translation>صادر شد</translation>
    </message>
    <message>
        <source>Tracking number {n}</source>
        <translation>شمارهٔ رهگیری {n}</translation>
    </message>
    <message>
        <source>No network; sent when the network is back</source>
        <translation>شبکه وصل نیست؛ با بازگشت شبکه فرستاده می‌شود</translation>
    </message>
    <message>
        <source>The centre is away; sent when it is back</source>
        <translation>مرکز پاسخ نمی‌دهد؛ با بازگشت فرستاده می‌شود</translation>
    </message>
    <message>
        <source>The centre does not admit this counter; it is kept until it does</source>
        <translation>مرکز این باجه را نمی‌پذیرد؛ تا آن هنگام اینجا می‌ماند</translation>
    </message>
    <message>
        <source>The centre refuses it; it is kept here, and support must look</source>
        <translation>مرکز آن را نمی‌پذیرد؛ اینجا می‌ماند و پشتیبانی باید ببیند</translation>
    </message>
    <message>
        <source>Sending has stopped; it is kept here</source>
        <translation>ارسال ایستاده است؛ اینجا می‌ماند</translation>
    </message>
    <message>
        <source>It is sent in a moment</source>
        <translation>هم‌اکنون فرستاده می‌شود</translation>
    </message>
    <message>
        <source>On its way to the centre</source>
        <translation>در راه مرکز</translation>
    </message>
    <message>
        <source>Cut off while sending; the centre is asked whether it arrived</source>
        <translation>هنگام قطع فرستاده شد؛ از مرکز پرسیده می‌شود که رسیده است یا نه</translation>
    </message>
    <message>
        <source>The centre has it; its tracking number follows</source>
        <translation>به مرکز رسید؛ شمارهٔ رهگیری در راه است</translation>
    </message>
    <message>
        <source>{system} has it; the answer comes by itself</source>
        <translation>در دست {system}؛ پاسخ خودش می‌رسد</translation>
    </message>
    <message>
        <source>{system} is down since {time}; the answer comes by itself</source>
        <translation>{system} از {time} قطع است؛ پاسخ خودش می‌رسد</translation>
    </message>
    <message>
        <source>Corrected; {system} is handed it once more and the answer comes by itself</source>
        <translation>اصلاح شد؛ دوباره به {system} سپرده می‌شود و پاسخ خودبه‌خود می‌رسد</translation>
    </message>
    <message>
        <source>The centre asks for a correction</source>
        <translation>مرکز اصلاح می‌خواهد</translation>
    </message>
    <message>
        <source>It was refused</source>
        <translation>پذیرفته نشد</translation>
    </message>
    <message>
        <source>The centre found something to settle</source>
        <translation>مرکز موردی یافت که باید روشن شود</translation>
    </message>
    <message>
        <source>Post barcode {code}</source>
        <translation>بارکد پست {code}</translation>
    </message>
</context>
<context>
    <name>queue_model</name>
    <message>
        <source>State</source>
        <translation>وضعیت</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>رسید</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>خدمت</translation>
    </message>
    <message>
        <source>Applicant</source>
        <translation>متقاضی</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>زمان</translation>
    </message>
    <message>
        <source>Why it waits and what happens next</source>
        <translation>چرا مانده و چه می‌شود</translation>
    </message>
    <message>
        <source>Rials</source>
        <translation>ریال</translation>
    </message>
</context>
<context>
    <name>rail</name>
    <message>
        <source>Light colours</source>
        <translation>رنگ روشن</translation>
    </message>
    <message>
        <source>Dark colours</source>
        <translation>رنگ تیره</translation>
    </message>
</context>
<context>
    <name>reasons</name>
    <message>
        <source>Connection refused</source>
        <translation>اتصال پذیرفته نشد</translation>
    </message>
    <message>
        <source>Connection reset by peer</source>
        <translation>اتصال از آن سو بریده شد</translation>
    </message>
    <message>
        <source>Disk quota exceeded</source>
        <translation>سهمیهٔ دیسک پر شده است</translation>
    </message>
    <message>
        <source>File exists</source>
        <translation>پرونده از پیش هست</translation>
    </message>
    <message>
        <source>File too large</source>
        <translation>پرونده بیش از اندازه بزرگ است</translation>
    </message>
    <message>
        <source>Input/output error</source>
        <translation>خطای خواندن یا نوشتن دیسک</translation>
    </message>
    <message>
        <source>Is a directory</source>
        <translation>این یک پوشه است</translation>
    </message>
    <message>
        <source>Network is unreachable</source>
        <translation>شبکه در دسترس نیست</translation>
    </message>
    <message>
        <source>No route to host</source>
        <translation>راهی به آن نشانی نیست</translation>
    </message>
    <message>
        <source>No space left on device</source>
        <translation>روی دیسک جا نمانده است</translation>
    </message>
    <message>
        <source>No such file or directory</source>
        <translation>چنین پرونده یا پوشه‌ای نیست</translation>
    </message>
    <message>
        <source>Not a directory</source>
        <translation>این پوشه نیست</translation>
    </message>
    <message>
        <source>Operation not permitted</source>
        <translation>این کار مجاز نیست</translation>
    </message>
    <message>
        <source>Permission denied</source>
        <translation>اجازهٔ دسترسی نیست</translation>
    </message>
    <message>
        <source>PySide6 is not installed</source>
        <translation>کتابخانهٔ پنجره نصب نیست</translation>
    </message>
    <message>
        <source>Read-only file system</source>
        <translation>دیسک تنها خواندنی است</translation>
    </message>
    <message>
        <source>Too many open files</source>
        <translation>پرونده‌های باز بیش از اندازه‌اند</translation>
    </message>
    <message>
        <source>a header that cannot be read</source>
        <translation>سرآغازی که خوانده نمی‌شود</translation>
    </message>
    <message>
        <source>after a failed commit its journal ends at {0}, which was not expected</source>
        <translation>پس از ثبت ناموفق، دفتر روزنامه در سند {0} پایان می‌یابد که انتظار نمی‌رفت</translation>
    </message>
    <message>
        <source>attempt to write a readonly database</source>
        <translation>پایگاه داده تنها خواندنی است</translation>
    </message>
    <message>
        <source>batches that do not follow each other</source>
        <translation>بسته‌هایی که دنبال هم نیستند</translation>
    </message>
    <message>
        <source>database disk image is malformed</source>
        <translation>پروندهٔ پایگاه داده آسیب دیده است</translation>
    </message>
    <message>
        <source>database or disk is full</source>
        <translation>دیسک یا پایگاه داده پر است</translation>
    </message>
    <message>
        <source>disk I/O error</source>
        <translation>خطای خواندن یا نوشتن دیسک</translation>
    </message>
    <message>
        <source>entry {0} came where {1} was due</source>
        <translation>به جای سند {1}، سند {0} آمد</translation>
    </message>
    <message>
        <source>entry {0} cannot be read</source>
        <translation>سند {0} خوانده نمی‌شود</translation>
    </message>
    <message>
        <source>entry {0} is of another device</source>
        <translation>سند {0} از آنِ دستگاه دیگری است</translation>
    </message>
    <message>
        <source>file is not a database</source>
        <translation>این پرونده پایگاه داده نیست</translation>
    </message>
    <message>
        <source>it did not give back what it was given</source>
        <translation>آنچه به آن سپرده شد پس نداد</translation>
    </message>
    <message>
        <source>it did not open again after a failed commit</source>
        <translation>پس از ثبت ناموفق دوباره باز نشد</translation>
    </message>
    <message>
        <source>it does not answer</source>
        <translation>پاسخ نمی‌دهد</translation>
    </message>
    <message>
        <source>it does not open ({0})</source>
        <translation>باز نمی‌شود ({0})</translation>
    </message>
    <message>
        <source>it does not say whose it is</source>
        <translation>نمی‌گوید از آنِ کیست</translation>
    </message>
    <message>
        <source>it has neither group</source>
        <translation>هیچ‌یک از دو گروه در آن نیست</translation>
    </message>
    <message>
        <source>it has no paper</source>
        <translation>کاغذ ندارد</translation>
    </message>
    <message>
        <source>it has {0} bytes</source>
        <translation>{0} بایت است</translation>
    </message>
    <message>
        <source>it is another program&apos;s database</source>
        <translation>پایگاه دادهٔ برنامهٔ دیگری است</translation>
    </message>
    <message>
        <source>it is closed</source>
        <translation>بسته است</translation>
    </message>
    <message>
        <source>it is damaged, or not a store, or another key made it</source>
        <translation>آسیب دیده است، یا انبارهٔ دفتر نیست، یا با کلید دیگری ساخته شده است</translation>
    </message>
    <message>
        <source>it is empty</source>
        <translation>خالی است</translation>
    </message>
    <message>
        <source>it is not UTF-8 text</source>
        <translation>متن یونی‌کد نیست</translation>
    </message>
    <message>
        <source>it is not a store of Daftar</source>
        <translation>انبارهٔ دفتر نیست</translation>
    </message>
    <message>
        <source>it is of more than one counter</source>
        <translation>از آنِ بیش از یک باجه است</translation>
    </message>
    <message>
        <source>it is of the kind {0}</source>
        <translation>نوع آن {0} است</translation>
    </message>
    <message>
        <source>it is too long</source>
        <translation>بیش از اندازه بلند است</translation>
    </message>
    <message>
        <source>it stopped taking data</source>
        <translation>دیگر داده نمی‌پذیرد</translation>
    </message>
    <message>
        <source>it was opened for reading only</source>
        <translation>تنها برای خواندن باز شده است</translation>
    </message>
    <message>
        <source>its chain breaks at entry {0}</source>
        <translation>زنجیرهٔ آن در سند {0} می‌شکند</translation>
    </message>
    <message>
        <source>its cover is open, or it reports a fault</source>
        <translation>درش باز است یا از خطایی خبر می‌دهد</translation>
    </message>
    <message>
        <source>keys.json cannot be read ({0})</source>
        <translation>پروندهٔ keys.json خوانده نمی‌شود ({0})</translation>
    </message>
    <message>
        <source>keys.json is damaged</source>
        <translation>پروندهٔ keys.json آسیب دیده است</translation>
    </message>
    <message>
        <source>keys.json was written by a newer Daftar</source>
        <translation>پروندهٔ keys.json را نسخهٔ تازه‌تری از دفتر نوشته است</translation>
    </message>
    <message>
        <source>locking protocol</source>
        <translation>قفل پایگاه داده به دست نیامد</translation>
    </message>
    <message>
        <source>none answers ({0})</source>
        <translation>هیچ‌یک پاسخ نمی‌دهد ({0})</translation>
    </message>
    <message>
        <source>out of memory</source>
        <translation>حافظه کم آمد</translation>
    </message>
    <message>
        <source>the centre&apos;s head {0} has another hash</source>
        <translation>سرِ زنجیرهٔ مرکز ({0}) درهم‌سازی دیگری دارد</translation>
    </message>
    <message>
        <source>the centre&apos;s head {0} is past this journal&apos;s end</source>
        <translation>سرِ زنجیرهٔ مرکز ({0}) از پایان این دفتر روزنامه جلوتر است</translation>
    </message>
    <message>
        <source>the copy is damaged</source>
        <translation>نسخه آسیب دیده است</translation>
    </message>
    <message>
        <source>the entries after {0} were changed or cut short</source>
        <translation>سندهای پس از {0} دستکاری یا بریده شده‌اند</translation>
    </message>
    <message>
        <source>the entries up to {0} do not give the hash kept for them</source>
        <translation>سندها تا {0} درهم‌سازیِ نگه‌داشته‌شده را نمی‌دهند</translation>
    </message>
    <message>
        <source>the journal&apos;s chain breaks at entry {0}</source>
        <translation>زنجیرهٔ دفتر روزنامه در سند {0} می‌شکند</translation>
    </message>
    <message>
        <source>the keyring has no keys for this store</source>
        <translation>جاکلیدی سیستم کلیدی برای این انباره ندارد</translation>
    </message>
    <message>
        <source>the line to it broke</source>
        <translation>ارتباط با آن قطع شد</translation>
    </message>
    <message>
        <source>the migrated copy does not hold the same journal</source>
        <translation>نسخهٔ نوسازی‌شده همان دفتر روزنامه را ندارد</translation>
    </message>
    <message>
        <source>the migrated copy does not pass the database&apos;s own check</source>
        <translation>نسخهٔ نوسازی‌شده از بررسی خود پایگاه داده نمی‌گذرد</translation>
    </message>
    <message>
        <source>there is no keys.json</source>
        <translation>پروندهٔ keys.json نیست</translation>
    </message>
    <message>
        <source>they are the same device</source>
        <translation>هر دو یک دستگاه‌اند</translation>
    </message>
    <message>
        <source>they belong to different offices</source>
        <translation>از آنِ دفترهای گوناگون‌اند</translation>
    </message>
    <message>
        <source>this PC has no USB library for it (libusb)</source>
        <translation>این رایانه کتابخانهٔ USB آن (libusb) را ندارد</translation>
    </message>
    <message>
        <source>this PC knows no printer of this name</source>
        <translation>این رایانه چاپگری به این نام ندارد</translation>
    </message>
    <message>
        <source>this PC&apos;s printing did not take it</source>
        <translation>بخش چاپ این رایانه آن را نپذیرفت</translation>
    </message>
    <message>
        <source>timed out</source>
        <translation>مهلت به سر رسید</translation>
    </message>
    <message>
        <source>unable to open database file</source>
        <translation>پروندهٔ پایگاه داده باز نمی‌شود</translation>
    </message>
    <message>
        <source>unreadable</source>
        <translation>خوانده نمی‌شود</translation>
    </message>
    <message>
        <source>what is kept is not a pair of keys</source>
        <translation>آنچه نگه داشته شده یک جفت کلید نیست</translation>
    </message>
    <message>
        <source>what the keyring holds is damaged</source>
        <translation>آنچه در جاکلیدی سیستم است آسیب دیده</translation>
    </message>
</context>
<context>
    <name>receipt</name>
    <message>
        <source>Office {office} · {name} · counter {counter}</source>
        <translation>دفتر {office} · {name} · باجهٔ {counter}</translation>
    </message>
    <message>
        <source>Receipt of application</source>
        <translation>رسید پذیرش</translation>
    </message>
    <message>
        <source>Acknowledgement of application</source>
        <translation>گواهی دریافت درخواست</translation>
    </message>
    <message>
        <source>COPY {n}</source>
        <translation>رونوشت {n}</translation>
    </message>
    <message>
        <source>Applicant&apos;s part</source>
        <translation>برگ متقاضی</translation>
    </message>
    <message>
        <source>Office&apos;s part</source>
        <translation>برگ دفتر</translation>
    </message>
    <message>
        <source>{day}, {time}</source>
        <translation>{day}، {time}</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>شماره</translation>
    </message>
    <message>
        <source>Day and time</source>
        <translation>روز و ساعت</translation>
    </message>
    <message>
        <source>Recorded by the centre. Tracking number: {tracking}</source>
        <translation>در مرکز ثبت شد. شمارهٔ رهگیری: {tracking}</translation>
    </message>
    <message>
        <source>Provisional: kept at this office, on its way to the centre.</source>
        <translation>موقت: در این دفتر ذخیره شده و به مرکز فرستاده می‌شود.</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>خدمت</translation>
    </message>
    <message>
        <source>Applicant</source>
        <translation>متقاضی</translation>
    </message>
    <message>
        <source>Taken by</source>
        <translation>پذیرنده</translation>
    </message>
    <message>
        <source>Fee</source>
        <translation>هزینه</translation>
    </message>
    <message>
        <source>goes to</source>
        <translation>برای</translation>
    </message>
    <message>
        <source>goes to {payee}</source>
        <translation>برای {payee}</translation>
    </message>
    <message>
        <source>Total ({unit})</source>
        <translation>جمع ({unit})</translation>
    </message>
    <message>
        <source>VOID. The application was taken back, and nothing follows from it.</source>
        <translation>باطل شد. درخواست پس گرفته شده است و دنبال نمی‌شود.</translation>
    </message>
    <message>
        <source>Given back: {amount}.</source>
        <translation>پس داده شد: {amount}.</translation>
    </message>
    <message>
        <source>NOT PAID. {amount} still to be paid. This paper says that the application was taken; it is no proof of payment.</source>
        <translation>پرداخت نشده. {amount} مانده است. این برگه تنها گواه دریافت درخواست است و رسید پرداخت نیست.</translation>
    </message>
    <message>
        <source>Tariff of {year}, version {version}; the same at every office.</source>
        <translation>تعرفهٔ {year}، نسخهٔ {version}؛ در همهٔ دفترها یکسان.</translation>
    </message>
    <message>
        <source>SAMPLE: these amounts are invented.</source>
        <translation>نمونه: این مبلغ‌ها ساختگی است.</translation>
    </message>
    <message>
        <source>NOT OFFICIAL: amounts read on pages of third parties.</source>
        <translation>غیررسمی: این مبلغ‌ها از صفحه‌های دیگران برداشته شده است.</translation>
    </message>
    <message>
        <source>Paid by {method}</source>
        <translation>پرداخت با {method}</translation>
    </message>
    <message>
        <source>reference {rrn}</source>
        <translation>شمارهٔ مرجع {rrn}</translation>
    </message>
    <message>
        <source>terminal {terminal}</source>
        <translation>پایانه {terminal}</translation>
    </message>
    <message>
        <source>What happens next: {next}</source>
        <translation>سپس: {next}</translation>
    </message>
    <message>
        <source>Taken while the centre or the service&apos;s system could not be reached; this receipt is valid.</source>
        <translation>هنگام قطع مرکز یا سامانهٔ خدمت پذیرفته شد؛ این رسید معتبر است.</translation>
    </message>
    <message>
        <source>The applicant&apos;s identity will be checked once there is a connection.</source>
        <translation>هویت پس از برقراری ارتباط بررسی می‌شود.</translation>
    </message>
    <message>
        <source>Complaints: telephone {number}</source>
        <translation>شکایت: تلفن {number}</translation>
    </message>
    <message>
        <source>Received by the applicant; name, day and signature:</source>
        <translation>متقاضی دریافت کرد؛ نام، تاریخ و امضا:</translation>
    </message>
    <message>
        <source>Check with a phone</source>
        <translation>بررسی با تلفن همراه</translation>
    </message>
    <message>
        <source>office</source>
        <translation>دفتر</translation>
    </message>
    <message>
        <source>tax</source>
        <translation>مالیات</translation>
    </message>
    <message>
        <source>treasury</source>
        <translation>خزانه</translation>
    </message>
    <message>
        <source>municipality</source>
        <translation>شهرداری</translation>
    </message>
    <message>
        <source>post</source>
        <translation>پست</translation>
    </message>
    <message>
        <source>card issuer</source>
        <translation>صادرکنندهٔ کارت</translation>
    </message>
    <message>
        <source>stamp duty</source>
        <translation>تمبر</translation>
    </message>
    <message>
        <source>judiciary</source>
        <translation>دادگستری</translation>
    </message>
    <message>
        <source>police</source>
        <translation>پلیس</translation>
    </message>
    <message>
        <source>cash</source>
        <translation>پول نقد</translation>
    </message>
    <message>
        <source>card</source>
        <translation>کارت</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>چاپ</translation>
    </message>
    <message>
        <source>Save as PDF</source>
        <translation>ذخیره به‌صورت PDF</translation>
    </message>
    <message>
        <source>Printer and paper</source>
        <translation>چاپگر و کاغذ</translation>
    </message>
    <message>
        <source>Receipt number {number}</source>
        <translation>شمارهٔ رسید {number}</translation>
    </message>
    <message>
        <source>Saved, unpaid</source>
        <translation>ذخیره شد، پرداخت نشده</translation>
    </message>
    <message>
        <source>Still to be paid: {amount}</source>
        <translation>مانده: {amount}</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>ذخیره شد</translation>
    </message>
    <message>
        <source>Paid: {amount}</source>
        <translation>پرداخت شد: {amount}</translation>
    </message>
    <message>
        <source>Receipt as PDF</source>
        <translation>رسید PDF</translation>
    </message>
    <message>
        <source>a PDF file</source>
        <translation>پروندهٔ PDF</translation>
    </message>
    <message>
        <source>{printer} · {paper}</source>
        <translation>{printer} · {paper}</translation>
    </message>
    <message>
        <source>Copy {n}</source>
        <translation>رونوشت {n}</translation>
    </message>
    <message>
        <source>The receipt</source>
        <translation>رسید</translation>
    </message>
    <message>
        <source>{which} is saved as {file}</source>
        <translation>{which} ذخیره شد: {file}</translation>
    </message>
    <message>
        <source>Print a copy</source>
        <translation>چاپ رونوشت</translation>
    </message>
    <message>
        <source>{receipt}: {words}</source>
        <translation>{receipt}: {words}</translation>
    </message>
    <message>
        <source>{which} went to the printer {printer}</source>
        <translation>{which} به چاپگر {printer} رفت</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>رسید</translation>
    </message>
    <message>
        <source>Tell the citizen</source>
        <translation>به شهروند بگویید</translation>
    </message>
    <message>
        <source>Preview of receipt {number}</source>
        <translation>پیش‌نمایش رسید {number}</translation>
    </message>
</context>
<context>
    <name>roles</name>
    <message>
        <source>clerk</source>
        <translation>کارمند</translation>
    </message>
    <message>
        <source>manager</source>
        <translation>مدیر</translation>
    </message>
    <message>
        <source>inspector</source>
        <translation>بازرس</translation>
    </message>
    <message>
        <source>, </source>
        <translation>، </translation>
    </message>
</context>
<context>
    <name>sign_in</name>
    <message>
        <source>Daftar</source>
        <translation>دفتر</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>ورود</translation>
    </message>
    <message>
        <source>Staff code</source>
        <translation>کد کارمندی</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>گذرواژه</translation>
    </message>
    <message>
        <source>Type your staff code.</source>
        <translation>کد کارمندی خود را بنویسید.</translation>
    </message>
    <message>
        <source>Type your password.</source>
        <translation>گذرواژهٔ خود را بنویسید.</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>در حال بررسی…</translation>
    </message>
    <message>
        <source>The store is being opened…</source>
        <translation>انباره گشوده می‌شود…</translation>
    </message>
</context>
<context>
    <name>start</name>
    <message>
        <source>Office {office} · {name} · counter {counter}</source>
        <translation>دفتر {office} · {name} · باجهٔ {counter}</translation>
    </message>
</context>
<context>
    <name>status</name>
    <message>
        <source>saved here</source>
        <translation>اینجا ذخیره شد</translation>
    </message>
    <message>
        <source>sending</source>
        <translation>در حال ارسال</translation>
    </message>
    <message>
        <source>recorded at the centre</source>
        <translation>ثبت در مرکز</translation>
    </message>
    <message>
        <source>needs you</source>
        <translation>نیازمند شما</translation>
    </message>
    <message>
        <source>scans to send: {n}</source>
        <translation>اسکن‌های در انتظار ارسال: {n}</translation>
    </message>
    <message>
        <source>{n} entries</source>
        <translation>{n} سند</translation>
    </message>
    <message>
        <source>{n} entry</source>
        <translation>{n} سند</translation>
    </message>
    <message>
        <source>chain broken</source>
        <translation>زنجیره گسسته</translation>
    </message>
    <message>
        <source>chain sound</source>
        <translation>زنجیره سالم</translation>
    </message>
</context>
<context>
    <name>story</name>
    <message>
        <source>When</source>
        <translation>کِی</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>چه شد</translation>
    </message>
    <message>
        <source>State after it</source>
        <translation>حالت پس از آن</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>چه کسی</translation>
    </message>
    <message>
        <source>Counter</source>
        <translation>باجه</translation>
    </message>
    <message>
        <source>a national system</source>
        <translation>سامانهٔ ملی</translation>
    </message>
    <message>
        <source>{name} at the centre</source>
        <translation>{name} در مرکز</translation>
    </message>
    <message>
        <source>this counter&apos;s program</source>
        <translation>برنامهٔ همین باجه</translation>
    </message>
    <message>
        <source>{what} “{note}”</source>
        <translation>{what} «{note}»</translation>
    </message>
    <message>
        <source>{what} (it cannot follow, and changed nothing)</source>
        <translation>{what} (نمی‌تواند پس از آن بیاید و چیزی را دگرگون نکرد)</translation>
    </message>
    <message>
        <source>{day}, {time}</source>
        <translation>{day}، {time}</translation>
    </message>
    <message>
        <source>What the citizen should be told</source>
        <translation>آنچه شهروند باید بداند</translation>
    </message>
    <message>
        <source>Application</source>
        <translation>درخواست</translation>
    </message>
    <message>
        <source>Payments</source>
        <translation>پرداخت‌ها</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>خدمت</translation>
    </message>
    <message>
        <source>Applicant</source>
        <translation>متقاضی</translation>
    </message>
    <message>
        <source>Tracking number</source>
        <translation>شمارهٔ رهگیری</translation>
    </message>
    <message>
        <source>System</source>
        <translation>سامانه</translation>
    </message>
    <message>
        <source>Its number there</source>
        <translation>شماره در سامانه</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>پاسخ سامانه</translation>
    </message>
    <message>
        <source>Post barcode</source>
        <translation>بارکد پست</translation>
    </message>
    <message>
        <source>slip {rrn}</source>
        <translation>برگهٔ {rrn}</translation>
    </message>
    <message>
        <source>Given back</source>
        <translation>پس داده شد</translation>
    </message>
    <message>
        <source>Not paid yet</source>
        <translation>هنوز پرداخت نشده</translation>
    </message>
    <message>
        <source>Take payment</source>
        <translation>دریافت وجه</translation>
    </message>
    <message>
        <source>Correct</source>
        <translation>اصلاح</translation>
    </message>
    <message>
        <source>Give money back</source>
        <translation>پس دادن پول</translation>
    </message>
    <message>
        <source>Void</source>
        <translation>ابطال</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>بازگشت</translation>
    </message>
    <message>
        <source>Application {receipt}</source>
        <translation>درخواست {receipt}</translation>
    </message>
    <message>
        <source>What happened to the application</source>
        <translation>آنچه بر درخواست گذشت</translation>
    </message>
    <message>
        <source>Story</source>
        <translation>سرگذشت</translation>
    </message>
    <message>
        <source>The application</source>
        <translation>درخواست</translation>
    </message>
</context>
<context>
    <name>systems</name>
    <message>
        <source>Network</source>
        <translation>شبکه</translation>
    </message>
    <message>
        <source>Centre</source>
        <translation>مرکز</translation>
    </message>
    <message>
        <source>Authorisation</source>
        <translation>پذیرش باجه</translation>
    </message>
    <message>
        <source>Passport system</source>
        <translation>سامانهٔ گذرنامه</translation>
    </message>
    <message>
        <source>Conscription system</source>
        <translation>سامانهٔ وظیفهٔ عمومی</translation>
    </message>
    <message>
        <source>Fuel card system</source>
        <translation>سامانهٔ کارت سوخت</translation>
    </message>
    <message>
        <source>Business premises police</source>
        <translation>پلیس اماکن عمومی</translation>
    </message>
    <message>
        <source>Subsidy system</source>
        <translation>سامانهٔ یارانه</translation>
    </message>
    <message>
        <source>Civil registry</source>
        <translation>ثبت احوال</translation>
    </message>
    <message>
        <source>Technical inspection system</source>
        <translation>سامانهٔ معاینهٔ فنی</translation>
    </message>
    <message>
        <source>Police clearance</source>
        <translation>سوءپیشینه</translation>
    </message>
    <message>
        <source>Conscription</source>
        <translation>وظیفهٔ عمومی</translation>
    </message>
    <message>
        <source>Fuel card</source>
        <translation>کارت سوخت</translation>
    </message>
    <message>
        <source>Premises police</source>
        <translation>پلیس اماکن</translation>
    </message>
    <message>
        <source>Subsidy</source>
        <translation>یارانه</translation>
    </message>
    <message>
        <source>Inspection</source>
        <translation>معاینهٔ فنی</translation>
    </message>
    <message>
        <source>Traffic police system</source>
        <translation>سامانهٔ راهور</translation>
    </message>
    <message>
        <source>Passport</source>
        <translation>گذرنامه</translation>
    </message>
    <message>
        <source>Traffic police</source>
        <translation>راهور</translation>
    </message>
    <message>
        <source>Police clearance system</source>
        <translation>سامانهٔ سوءپیشینه</translation>
    </message>
</context>
<context>
    <name>texts</name>
    <message>
        <source>{amount} rials</source>
        <translation>{amount} ریال</translation>
    </message>
    <message>
        <source>Farvardin</source>
        <translation>فروردین</translation>
    </message>
    <message>
        <source>Ordibehesht</source>
        <translation>اردیبهشت</translation>
    </message>
    <message>
        <source>Khordad</source>
        <translation>خرداد</translation>
    </message>
    <message>
        <source>Tir</source>
        <translation>تیر</translation>
    </message>
    <message>
        <source>Mordad</source>
        <translation>مرداد</translation>
    </message>
    <message>
        <source>Shahrivar</source>
        <translation>شهریور</translation>
    </message>
    <message>
        <source>Mehr</source>
        <translation>مهر</translation>
    </message>
    <message>
        <source>Aban</source>
        <translation>آبان</translation>
    </message>
    <message>
        <source>Azar</source>
        <translation>آذر</translation>
    </message>
    <message>
        <source>Dey</source>
        <translation>دی</translation>
    </message>
    <message>
        <source>Bahman</source>
        <translation>بهمن</translation>
    </message>
    <message>
        <source>Esfand</source>
        <translation>اسفند</translation>
    </message>
    <message>
        <source>{day}, {time}</source>
        <translation>{day}،&#xa0;{time}</translation>
    </message>
    <message>
        <source>less than a minute</source>
        <translation>کمتر از یک دقیقه</translation>
    </message>
    <message>
        <source>{n} minute</source>
        <translation>{n} دقیقه</translation>
    </message>
    <message>
        <source>{n} minutes</source>
        <translation>{n} دقیقه</translation>
    </message>
    <message>
        <source>{n} hour</source>
        <translation>{n} ساعت</translation>
    </message>
    <message>
        <source>{n} hours</source>
        <translation>{n} ساعت</translation>
    </message>
    <message>
        <source>{n} day</source>
        <translation>{n} روز</translation>
    </message>
    <message>
        <source>{n} days</source>
        <translation>{n} روز</translation>
    </message>
    <message>
        <source>{a} and {b}</source>
        <translation>{a} و {b}</translation>
    </message>
    <message>
        <source>{n} s</source>
        <translation>{n} ثانیه</translation>
    </message>
    <message>
        <source>about {age}</source>
        <translation>حدود {age}</translation>
    </message>
    <message>
        <source>{n} KB</source>
        <translation>{n} کیلوبایت</translation>
    </message>
    <message>
        <source>{n} MB</source>
        <translation>{n} مگابایت</translation>
    </message>
</context>
<context>
    <name>trouble</name>
    <message>
        <source>Daftar</source>
        <translation>دفتر</translation>
    </message>
    <message>
        <source>What is safe</source>
        <translation>چه چیزی امن است</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>چه باید کرد</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>دوباره بیازما</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>بستن</translation>
    </message>
</context>
<context>
    <name>work_area</name>
    <message>
        <source>Signed in offline until {end}</source>
        <translation>ورود بدون مرکز تا {end}</translation>
    </message>
    <message>
        <source>Daftar</source>
        <translation>دفتر</translation>
    </message>
    <message>
        <source>Office {office} · {name}</source>
        <translation>دفتر {office} · {name}</translation>
    </message>
    <message>
        <source>Lock: {lock} · Help: {help}</source>
        <translation>قفل: {lock} · راهنما: {help}</translation>
    </message>
    <message>
        <source>Counter {n} · {day}</source>
        <translation>باجهٔ {n} · روز {day}</translation>
    </message>
</context>
</TS>
