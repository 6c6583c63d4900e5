using Saker.Data;

namespace Saker.Learning.Selection.Schemes;

/// <summary>Folds drawn several times, each time with another seed: more scores to compare candidates by.</summary>
public static class RepeatedFolds
{
    public const int MaxRepeatCount = 50;

    /// <param name="repeatCount">1 to <see cref="MaxRepeatCount"/>.</param>
    /// <param name="seed">Of the first repetition; those of the others are drawn from it.</param>
    /// <param name="create">Gives the folds of a seed.</param>
    /// <exception cref="SakerException">The number of repetitions is out of range.</exception>
    public static IReadOnlyList<Fold> Create(int repeatCount, int seed, Func<int, IReadOnlyList<Fold>> create)
    {
        if (repeatCount is < 1 or > MaxRepeatCount)
            throw new SakerException(ErrorKind.InvalidInput, $"The number of repetitions must be between 1 and {MaxRepeatCount}; got {repeatCount}.", "repeats");
        var folds = new List<Fold>();
        for (var repeat = 0; repeat < repeatCount; repeat++)
        {
            var drawn = repeat == 0 ? seed : Xoshiro256.Of(seed, repeat).Below(int.MaxValue);
            foreach (var fold in create(drawn))
                folds.Add(fold with { Index = folds.Count, Repeat = repeat });
        }
        return folds;
    }
}
