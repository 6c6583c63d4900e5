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

    /// <summary>The whole blocks of a journal, up to where it is torn or still being written; null when it is gone.</summary>
    public IReadOnlyList<LogBlock>? Read(string name)
    {
        byte[] bytes;
        try
        {
            using var file = new FileStream(JournalName.FileOf(home.Journals, name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            bytes = new byte[file.Length];
            bytes = bytes[..file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        List<LogBlock> blocks = [];
        for (var at = 0; LogFrames.Read(bytes.AsSpan(at)) is { } content; at += LogFrames.HeadBytes + content.Length)
            blocks.Add(Journal.Open(content, name, keys));
        return blocks;
    }

    /// <summary>Removes a journal, durably.</summary>
    public void Remove(string name)
    {
        File.Delete(JournalName.FileOf(home.Journals, name));
        AtomicFiles.FlushFolder(home.Journals);
    }
}
