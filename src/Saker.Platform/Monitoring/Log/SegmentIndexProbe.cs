using System.Runtime.InteropServices;

namespace Saker.Platform.Monitoring.Log;

/// <summary>
/// Looks hashes up in a stored index without reading it whole: hashes are spread evenly, so that where one must be is known within a page or two
/// (Perl, Itai and Avni, "Interpolation search: a log log N search", Communications of the ACM 21, 1978).
/// </summary>
internal static class SegmentIndexProbe
{
    public const int PageBytes = 4_096;

    private const int PageHashes = PageBytes / sizeof(ulong);

    /// <param name="index">An index in the clear, see <see cref="SegmentIndex.Write"/>.</param>
    /// <param name="count">How many requests it has.</param>
    /// <param name="hashes">What is looked for.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="InvalidDataException">It is cut short.</exception>
    public static async Task<bool> HasAnyAsync(Stream index, long count, IEnumerable<ulong> hashes, CancellationToken cancellationToken)
    {
        // The hashes and then the places are its end.
        var begin = index.Length - count * (sizeof(ulong) + sizeof(uint));
        if (begin < 0)
            throw new InvalidDataException("The index of a segment of the prediction log is cut short.");
        foreach (var hash in hashes)
            if (await HasAsync(index, begin, count, hash, cancellationToken))
                return true;
        return false;
    }

    private static async Task<bool> HasAsync(Stream index, long begin, long count, ulong hash, CancellationToken cancellationToken)
    {
        var (first, end) = (0L, count);
        var (low, high) = (0UL, ulong.MaxValue);
        while (first < end)
        {
            var share = high > low ? (double)(hash - low) / (high - low) : 0;
            var from = Math.Clamp(first + (long)(share * (end - first)) - PageHashes / 2, first, Math.Max(first, end - PageHashes));
            var page = new byte[Math.Min(PageHashes, end - from) * sizeof(ulong)];
            index.Position = begin + from * sizeof(ulong);
            await index.ReadExactlyAsync(page, cancellationToken);
            var (place, least, most) = Find(page, hash);
            if (hash < least)
                (end, high) = (from, least);
            else if (hash > most)
                (first, low) = (from + page.Length / sizeof(ulong), most);
            else
                return place >= 0;
        }
        return false;
    }

    private static (int Place, ulong Least, ulong Most) Find(byte[] page, ulong hash)
    {
        var hashes = MemoryMarshal.Cast<byte, ulong>(page);
        return (hashes.BinarySearch(hash), hashes[0], hashes[^1]);
    }
}
