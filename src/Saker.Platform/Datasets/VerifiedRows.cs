using System.Collections.Concurrent;
using Saker.Data;
using Saker.Data.Sources;

namespace Saker.Platform.Datasets;

/// <summary>
/// Makes sure that stored rows are what their name says before somebody uses them. A file is read for that once in the life of the
/// process, and again when its size or its time has changed. Thread-safe.
/// </summary>
internal sealed class VerifiedRows
{
    private readonly ConcurrentDictionary<string, (long Length, DateTime WrittenAt)> _sound = new(StringComparer.Ordinal);

    /// <param name="version">The version whose rows they are.</param>
    /// <param name="path">The file in plain; what is encrypted is authenticated when it is decrypted.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SakerException">They are other rows, or cannot be read (data loss).</exception>
    public async Task RequireAsync(DatasetVersion version, string path, CancellationToken cancellationToken)
    {
        var file = new FileInfo(path);
        var state = (file.Length, file.LastWriteTimeUtc);
        if (_sound.TryGetValue(version.Hash, out var known) && known == state)
            return;
        string hash;
        try
        {
            hash = await HashAsync(path, cancellationToken);
        }
        catch (SakerException e)
        {
            throw Damaged(version, e.Message.TrimEnd('.'), e);
        }
        if (hash != version.Hash)
            throw Damaged(version, $"their hash is {hash}, not {version.Hash}", null);
        _sound[version.Hash] = state;
    }

    /// <summary>The hash of the rows in a file, read piece by piece.</summary>
    /// <exception cref="SakerException">It cannot be read.</exception>
    public static async Task<string> HashAsync(string path, CancellationToken cancellationToken)
    {
        using var reader = await new ParquetSource { Path = path, MaxRows = long.MaxValue / 2, MaxColumns = int.MaxValue }.OpenReaderAsync(cancellationToken);
        using var hash = new TableHash(reader.Schema);
        await foreach (var batch in reader.ReadAsync(cancellationToken))
            hash.Append(batch);
        return hash.Finish();
    }

    private static SakerException Damaged(DatasetVersion version, string why, Exception? inner) =>
        new(ErrorKind.DataLoss, $"The rows of dataset {version.Reference} are not what was stored: {why}. Restore datasets/{version.Hash} from a backup, or remove that folder and add the same rows again.", "dataset", inner);
}
