namespace Saker.Platform.Monitoring.Log;

/// <summary>Where a block is in a journal, and what is known of it without reading it again.</summary>
/// <param name="Offset">Where its frame begins.</param>
/// <param name="Endpoint">Whose requests they are.</param>
/// <param name="Group">Their version, times and minutes.</param>
/// <param name="Hashes">The hashes of their ids, in order.</param>
internal sealed record JournalFrame(long Offset, string Endpoint, SegmentGroup Group, ulong[] Hashes)
{
    /// <summary>What it takes of memory, about.</summary>
    public long ByteCount => 8L * Hashes.Length + 500;

    public static JournalFrame Of(LogBlock block, long offset)
    {
        var hashes = Array.ConvertAll(block.Requests, request => RowHash.Of(request.Id));
        Array.Sort(hashes);
        return new JournalFrame(offset, block.Endpoint, SegmentGroup.Of(block), hashes);
    }

    /// <summary>Whether it may have a request with one of these hashes.</summary>
    public bool HasAny(HashSet<ulong> hashes)
    {
        if (hashes.Count > Hashes.Length)
            return Array.Exists(Hashes, hashes.Contains);
        foreach (var hash in hashes)
            if (Array.BinarySearch(Hashes, hash) >= 0)
                return true;
        return false;
    }
}
