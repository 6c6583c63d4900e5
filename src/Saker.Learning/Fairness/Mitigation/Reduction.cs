using Saker.Learning.Trainers;

namespace Saker.Learning.Fairness.Mitigation;

/// <summary>What the exponentiated-gradient reduction found: classifiers, and how any slack would mix them.</summary>
public sealed class Reduction
{
    private readonly IReadOnlyList<FittedClassifier> _members;
    private readonly IReadOnlyList<double> _errors;
    private readonly IReadOnlyList<double[]> _moments;

    internal Reduction(IReadOnlyList<FittedClassifier> members, IReadOnlyList<double> errors, IReadOnlyList<double[]> moments, double gap)
    {
        _members = members;
        _errors = errors;
        _moments = moments;
        Gap = gap;
    }

    /// <summary>How many different classifiers were fitted.</summary>
    public int Count => _members.Count;

    /// <summary>How far the mixture may be from the best one there is, in units of its error with what is broken; what is left when the fits ran out.</summary>
    public double Gap { get; }

    /// <summary>The mixture with the least error on the training rows whose groups differ by no more than the slack, as far as these classifiers can.</summary>
    /// <param name="slack">The largest difference of rates between two groups.</param>
    public FittedClassifier Mix(double slack)
    {
        var (shares, _) = MixtureProgram.Solve(_errors, _moments, slack / 2, ExponentiatedGradient.BoundOf(slack));
        var sum = shares.Sum();
        return new MixtureClassifier([.. Enumerable.Range(0, shares.Length).Where(i => shares[i] > 1e-9).Select(i => (_members[i], (float)(shares[i] / sum)))]);
    }
}
