using Saker.Data;

namespace Saker.Learning.Selection.Schemes;

/// <summary>Folds of whole groups: no group has rows in two folds, and the folds have about the same numbers of rows of either class.</summary>
public static class GroupFolds
{
    /// <param name="groups">The group of each row.</param>
    /// <param name="target">1 for the positive class, 0 for the other; as long as there are rows.</param>
    /// <param name="foldCount">2 to <see cref="StratifiedFolds.MaxFoldCount"/>, at most the number of groups.</param>
    /// <param name="seed">Decides among groups of one size.</param>
    /// <exception cref="SakerException">The number of folds is out of range, or there are fewer groups than folds.</exception>
    public static IReadOnlyList<Fold> Create(RowGroups groups, ReadOnlySpan<float> target, int foldCount, int seed)
    {
        DealtFolds.RequireCount(foldCount);
        if (groups.Count < foldCount)
            throw new SakerException(ErrorKind.InvalidInput, $"{foldCount} folds need at least {foldCount} different groups to learn from; column '{groups.Column}' has {groups.Count} there. Use fewer folds, or a finer column.", "folds");
        var shares = new double[foldCount];
        Array.Fill(shares, 1.0 / foldCount);
        var parts = GroupDealer.Deal(groups, target, shares, seed);
        return DealtFolds.Gather([.. groups.Codes.Select(group => parts[group])], foldCount);
    }
}
