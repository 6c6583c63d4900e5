using Saker.Data;

namespace Saker.Learning.Selection.Schemes;

/// <summary>Whole groups held out: no group has rows on both sides, and the classes are in about the same shares.</summary>
public static class GroupSplit
{
    /// <param name="groups">The group of each row.</param>
    /// <param name="target">1 for the positive class, 0 for the other; as long as there are rows.</param>
    /// <param name="testShare">The share of rows to hold out, above 0 and below 1; as near as whole groups come.</param>
    /// <param name="seed">Decides among groups of one size.</param>
    /// <exception cref="SakerException">The share is out of range, or there is only one group.</exception>
    public static HoldOut Create(RowGroups groups, ReadOnlySpan<float> target, double testShare, int seed)
    {
        SplitShare.Require(testShare);
        if (groups.Count < 2)
            throw new SakerException(ErrorKind.InvalidInput, $"A split by group needs at least 2 different groups; column '{groups.Column}' has {groups.Count}.", groups.Column);
        var parts = GroupDealer.Deal(groups, target, [1 - testShare, testShare], seed);
        var rows = Enumerable.Range(0, groups.Codes.Count).ToLookup(row => parts[groups.Codes[row]]);
        return new HoldOut { Train = [.. rows[0]], Test = [.. rows[1]] };
    }
}
