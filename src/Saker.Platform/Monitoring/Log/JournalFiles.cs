using Microsoft.Win32.SafeHandles;
using Saker.Platform.Storage;

namespace Saker.Platform.Monitoring.Log;

/// <summary>The journals that lie in the home, of whichever process.</summary>
internal sealed class JournalFiles(SakerHome home, StorageKeys keys)
{
    /// <summary>Their names, the oldest first.</summary>
    public IReadOnlyList<string> List() =>
        [.. Directory.EnumerateFiles(home.Journals, "*" + JournalName.Extension).Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal)];

    /// <summary>The size of all of them.</summary>
    public long ByteCount()
    {
        var bytes = 0L;
        foreach (var file in new DirectoryInfo(home.Journals).EnumerateFiles("*" + JournalName.Extension))
        {
            try
            {
                bytes += file.Length;
            }
            catch (FileNotFoundException)
            {
                // Sealed and removed meanwhile.
            }
        }
        return bytes;
    }

    /// <summary>Opens a journal that nobody writes to any more; null when it is gone.</summary>
    public EndedJournal? Open(string name) => TryOpen(name) is { } file ? new EndedJournal(name, file, keys) : null;

    /// <summary>Opens the file of a journal to be read; null when it is gone: sealed and removed meanwhile.</summary>
    public SafeFileHandle? TryOpen(string name)
    {
        try
        {
            return File.OpenHandle(JournalName.FileOf(home.Journals, name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Removes a journal, durably.</summary>
    public void Remove(string name)
    {
        File.Delete(JournalName.FileOf(home.Journals, name));
        AtomicFiles.FlushFolder(home.Journals);
    }
}
