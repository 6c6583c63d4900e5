using Saker.Platform.Storage;

namespace Saker.Platform.Monitoring.Log;

/// <summary>What journals are called: the process that writes one, and a number that grows.</summary>
internal static class JournalName
{
    public const string Extension = ".journal";

    private const char Separator = '-';

    public static string Of(string owner, string ulid) => $"{owner}{Separator}{ulid}";

    /// <summary>The process that wrote a journal.</summary>
    public static string OwnerOf(string journal) => journal[..Math.Max(0, journal.LastIndexOf(Separator))];

    /// <summary>Whether a journal was begun at a time or later.</summary>
    public static bool IsBegunSince(string journal, DateTimeOffset at) => string.CompareOrdinal(journal, journal.LastIndexOf(Separator) + 1, Ids.FirstUlidAt(at), 0, int.MaxValue) >= 0;

    public static string FileOf(string folder, string journal) => Path.Combine(folder, journal + Extension);
}
