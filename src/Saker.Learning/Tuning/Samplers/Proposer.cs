namespace Saker.Learning.Tuning.Samplers;

/// <summary>A sampler at work on one space.</summary>
internal abstract class Proposer
{
    /// <summary>Chooses the point of a trial. The same history, number and seed give the same point.</summary>
    /// <param name="history">What was tried so far.</param>
    /// <param name="number">The number of the trial to come.</param>
    /// <param name="point">Filled with a coordinate a parameter, NaN for those that do not apply.</param>
    /// <returns>False when nothing is left to try.</returns>
    public abstract bool Propose(StudyHistory history, int number, Span<double> point);
}
