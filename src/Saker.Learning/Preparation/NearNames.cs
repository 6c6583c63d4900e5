namespace Saker.Learning.Preparation;

/// <summary>Guesses which known name a misspelt one was meant to be.</summary>
internal static class NearNames
{
    private const int MaxListed = 30;

    /// <summary>A sentence that names the nearest names, or, when none is near, those that exist.</summary>
    public static string Advise(string name, IReadOnlyList<string> known)
    {
        if (known.Count == 0)
            return " There are none here.";
        var near = known.Select(candidate => (candidate, Distance: Distance(name, candidate)))
            .Where(pair => pair.Distance <= Math.Max(2, name.Length / 3))
            .OrderBy(pair => pair.Distance).ThenBy(pair => pair.candidate, StringComparer.Ordinal)
            .Take(3).Select(pair => $"'{pair.candidate}'").ToArray();
        if (near.Length > 0)
            return $" Did you mean {string.Join(" or ", near)}?";
        var more = known.Count > MaxListed ? $" and {known.Count - MaxListed} more" : "";
        return $" There are: {string.Join(", ", known.Take(MaxListed))}{more}.";
    }

    // Edits between two names (insert, delete, replace), case not counted.
    private static int Distance(string left, string right)
    {
        var previous = Enumerable.Range(0, right.Length + 1).ToArray();
        var current = new int[right.Length + 1];
        for (var i = 1; i <= left.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var replace = previous[j - 1] + (char.ToLowerInvariant(left[i - 1]) == char.ToLowerInvariant(right[j - 1]) ? 0 : 1);
                current[j] = Math.Min(replace, Math.Min(previous[j], current[j - 1]) + 1);
            }
            (previous, current) = (current, previous);
        }
        return previous[right.Length];
    }
}
