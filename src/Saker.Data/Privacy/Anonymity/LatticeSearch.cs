namespace Saker.Data.Privacy.Anonymity;

/// <summary>
/// Finds the combination of levels that loses least. Nodes are tried in the order of a bound that no node above them falls below; as soon as
/// the next bound is no better than the best node found, that node is the best there is. The bound takes the place of the predictive tagging
/// of OLA and Flash (El Emam 2009, Kohlmayer 2012), which does not hold once rows may be left out.
/// </summary>
internal static class LatticeSearch
{
    /// <returns>The node and whether it is surely the best; null when no node fulfils the policy.</returns>
    public static (LatticeNode Node, bool IsOptimal)? Run(Lattice lattice, AnonymityPolicy policy, long maxSuppressed, CancellationToken cancellationToken)
    {
        var tops = policy.Quasi.Select(column => column.Hierarchy.LevelCount).ToArray();
        var open = new PriorityQueue<int[], double>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        LatticeNode? best = null;
        Push(new int[tops.Length]);
        for (var tried = 0; open.TryDequeue(out var levels, out var bound); tried++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (best is not null && bound >= best.Loss)
                return (best, true);
            if (tried >= policy.MaxNodes)
                return best is not null ? (best, false) : Climb(lattice, levels, tops, maxSuppressed);
            var node = lattice.Evaluate(levels);
            if (node.SuppressedCount <= maxSuppressed && (best is null || node.Loss < best.Loss))
                best = node;
            for (var c = 0; c < levels.Length; c++)
            {
                if (levels[c] == tops[c])
                    continue;
                int[] next = [.. levels];
                next[c]++;
                Push(next);
            }
        }
        return best is null ? null : (best, true);

        void Push(int[] levels)
        {
            if (seen.Add(string.Join(',', levels)))
                open.Enqueue(levels, lattice.Bound(levels));
        }
    }

    /// <summary>From where the search ran out upwards, one cheapest step at a time, to the first node that will do.</summary>
    private static (LatticeNode Node, bool IsOptimal)? Climb(Lattice lattice, int[] levels, int[] tops, long maxSuppressed)
    {
        while (true)
        {
            var node = lattice.Evaluate(levels);
            if (node.SuppressedCount <= maxSuppressed)
                return (node, false);
            int[]? next = null;
            for (var c = 0; c < levels.Length; c++)
            {
                if (levels[c] == tops[c])
                    continue;
                int[] step = [.. levels];
                step[c]++;
                if (next is null || lattice.Bound(step) < lattice.Bound(next))
                    next = step;
            }
            if (next is null)
                return null;
            levels = next;
        }
    }
}
