using Saker.Data;

namespace Saker.Learning.Selection.Schemes;

/// <summary>An outer fold with the inner folds by which a candidate is chosen for it; inner folds see its training rows only.</summary>
/// <param name="Outer">What the choice is measured on.</param>
/// <param name="Inner">Folds of <see cref="Fold.Train"/> of the outer one; rows are numbered as there.</param>
public sealed record NestedFold(Fold Outer, IReadOnlyList<Fold> Inner)
{
    /// <summary>Divides the training rows of each outer fold once more.</summary>
    /// <param name="outer">The outer folds.</param>
    /// <param name="inner">Gives folds of the rows that it is given, numbered from 0 in their order.</param>
    /// <exception cref="SakerException">The rows of an outer fold do not suffice for inner ones.</exception>
    public static IReadOnlyList<NestedFold> Create(IReadOnlyList<Fold> outer, Func<IReadOnlyList<int>, IReadOnlyList<Fold>> inner) =>
        [.. outer.Select(fold => new NestedFold(fold, [.. inner(fold.Train).Select(within => within with { Train = Within(fold.Train, within.Train), Validation = Within(fold.Train, within.Validation) })]))];

    private static IReadOnlyList<int> Within(IReadOnlyList<int> rows, IReadOnlyList<int> positions) => [.. positions.Select(position => rows[position])];
}
