namespace Saker.CrashVictim;

/// <summary>Tells the parent what is durable. A line that was cut off by the kill lacks its end mark.</summary>
internal static class Acknowledgement
{
    public const string EndMark = ";";

    public static void Say(string what) => Console.WriteLine(what + EndMark);
}
