using Microsoft.Win32.SafeHandles;
using Saker.Data;
using Saker.Platform.Storage;

namespace Saker.Platform.Monitoring.Log;

/// <summary>
/// Reads journals of whichever process. Where their blocks are, and whose requests, is kept in memory up to a limit: a look-up decodes only what was
/// appended since the last one. Thread-safe.
/// </summary>
internal sealed class JournalReader(JournalFiles files, StorageKeys keys, PredictionLogOptions options)
{
    private readonly Lock _lock = new();
    private Dictionary<string, JournalIndex> _known = new(StringComparer.Ordinal);

    /// <summary>The journals that are there.</summary>
    /// <param name="begunBefore">Only those that were begun before this time; the others are not read. Null for all.</param>
    /// <exception cref="SakerException">One is encrypted and its key is not there (not found), or it was changed (data loss).</exception>
    public OpenJournals Open(DateTimeOffset? begunBefore)
    {
        List<OpenJournal> open = [];
        try
        {
            lock (_lock)
            {
                Dictionary<string, JournalIndex> known = new(StringComparer.Ordinal);
                var bytes = 0L;
                foreach (var name in files.List().Reverse())
                {
                    var index = _known.GetValueOrDefault(name);
                    if (begunBefore is not { } end || !JournalName.IsBegunSince(name, end))
                    {
                        if (files.TryOpen(name) is not { } file)
                            continue;
                        index ??= new JournalIndex(name, keys);
                        open.Add(new OpenJournal(name, file, Update(index, file), keys));
                    }
                    bytes += index?.ByteCount ?? 0;
                    // What does not fit is read again the next time; the latest is asked about most.
                    if (index is not null && (bytes <= options.MaxIndexBytes || known.Count == 0))
                        known[name] = index;
                }
                _known = known;
            }
        }
        catch
        {
            new OpenJournals(open).Dispose();
            throw;
        }
        return new OpenJournals(open);
    }

    private static JournalFrame[] Update(JournalIndex index, SafeFileHandle file)
    {
        try
        {
            index.Update(file);
            return index.Frames;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }
}
