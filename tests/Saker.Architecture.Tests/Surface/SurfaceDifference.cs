namespace Saker.Architecture.Tests.Surface;

internal static class SurfaceDifference
{
    /// <summary>Lines that went (<c>-</c>) and came (<c>+</c>), each member with its type before it, by type.</summary>
    public static IEnumerable<string> Between(IReadOnlyList<string> before, IReadOnlyList<string> after)
    {
        var old = Qualified(before).ToList();
        var now = Qualified(after).ToList();
        return old.Except(now).Select(line => (Sign: '-', Line: line))
            .Concat(now.Except(old).Select(line => (Sign: '+', Line: line)))
            .OrderBy(change => change.Line.Split(" | ")[0], StringComparer.Ordinal)
            .ThenBy(change => change.Sign == '+')
            .Select(change => $"{change.Sign} {change.Line}");
    }

    private static IEnumerable<string> Qualified(IEnumerable<string> lines)
    {
        var type = "";
        foreach (var line in lines)
        {
            if (line.StartsWith(' '))
            {
                yield return $"{type} | {line.Trim()}";
                continue;
            }
            type = line;
            yield return line;
        }
    }
}
