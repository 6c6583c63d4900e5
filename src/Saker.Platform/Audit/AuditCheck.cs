using Saker.Platform.Artifacts.Signing;
using Saker.Platform.Storage;

namespace Saker.Platform.Audit;

/// <summary>Goes along the chain and compares every link; reads a page at a time.</summary>
internal sealed class AuditCheck(Session session, InstallationKey key)
{
    private const int PageSize = 1_000;
    private const int MaxFaults = 20;

    private readonly List<string> _faults = [];

    public async Task<AuditVerification> RunAsync(AuditAnchor? anchor)
    {
        var head = await SqlAuditStore.FindHeadAsync(session);
        if (head is null)
            Add("The head of the chain is missing.");
        head ??= new AuditHead { Hash = "" };
        var (older, first) = await FoldOlderAsync();
        if (head.FirstHash is { } noted && noted != first)
            Add("The entries that are older than the chain are not what they were when it began.");
        var last = await FollowAsync(head.FirstHash ?? first, anchor);
        if (last.Number != head.Number)
            Add($"The chain has {head.Number} entries and ends with entry {last.Number}: {(last.Number < head.Number ? "those after it are missing" : "the rest was added behind its back")}.");
        else if (head.Number > 0 && last.Hash != head.Hash)
            Add("The newest entry is not the one that was noted last.");
        if (head.Number > 0 && key.FaultOf(AuditHead.SignedText(head.Number, head.Hash), head.Signature ?? "") is { } fault)
            Add($"The end of the chain was not written by this installation: {fault}.");
        if (anchor is { } far && far.Number > last.Number)
            Add($"The anchor names entry {far.Number}, and the chain ends with entry {last.Number}: what was noted after it is missing.");
        return new AuditVerification { EntryCount = last.Number, OlderCount = older, Anchor = last.ToString(), Faults = _faults };
    }

    private async Task<(long Count, string Hash)> FoldOlderAsync()
    {
        var (count, hash, after) = (0L, AuditChain.Start, "");
        while (await SqlAuditStore.QueryAsync(session, "WHERE number IS NULL AND id > @after ORDER BY id LIMIT @PageSize", new { after, PageSize }) is { Count: > 0 } page)
        {
            hash = page.Aggregate(hash, AuditChain.Link);
            (count, after) = (count + page.Count, page[^1].Id);
        }
        return (count, hash);
    }

    private async Task<AuditAnchor> FollowAsync(string first, AuditAnchor? anchor)
    {
        var last = new AuditAnchor(0, first);
        while (await SqlAuditStore.QueryAsync(session, "WHERE number > @Number ORDER BY number LIMIT @PageSize", new { last.Number, PageSize }) is { Count: > 0 } page)
        {
            foreach (var row in page)
            {
                var number = row.Number!.Value;
                if (number != last.Number + 1)
                    Add(number == last.Number + 2 ? $"Entry {last.Number + 1} is missing." : $"Entries {last.Number + 1} to {number - 1} are missing.");
                else if (AuditChain.Link(last.Hash, row) != row.Hash)
                    Add($"Entry {number} ({row.Id}: {row.Act} of {row.Target}) is not what was noted.");
                if (anchor is { } known && known.Number == number && known.Hash != row.Hash)
                    Add($"Entry {number} is not the one of the anchor: what was noted up to it was written anew.");
                last = new AuditAnchor(number, row.Hash ?? "");
            }
        }
        return last;
    }

    private void Add(string fault)
    {
        if (_faults.Count < MaxFaults)
            _faults.Add(fault);
    }
}
