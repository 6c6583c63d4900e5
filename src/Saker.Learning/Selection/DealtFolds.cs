using Saker.Data;

namespace Saker.Learning.Selection;

/// <summary>Folds from the number of the fold that each row was dealt to.</summary>
internal static class DealtFolds
{
    public static IReadOnlyList<Fold> Gather(int[] foldOf, int foldCount)
    {
        var folds = new Fold[foldCount];
        for (var index = 0; index < foldCount; index++)
        {
            var train = new List<int>(foldOf.Length);
            var validation = new List<int>(foldOf.Length / foldCount + 1);
            for (var row = 0; row < foldOf.Length; row++)
                (foldOf[row] == index ? validation : train).Add(row);
            folds[index] = new Fold { Index = index, Train = train, Validation = validation };
        }
        return folds;
    }

    /// <exception cref="SakerException">The number of folds is out of range.</exception>
    public static void RequireCount(int foldCount)
    {
        if (foldCount is < 2 or > StratifiedFolds.MaxFoldCount)
            throw new SakerException(ErrorKind.InvalidInput, $"The number of folds must be between 2 and {StratifiedFolds.MaxFoldCount}; got {foldCount}.", "folds");
    }
}
