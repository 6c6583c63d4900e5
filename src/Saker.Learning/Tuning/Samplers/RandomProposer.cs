namespace Saker.Learning.Tuning.Samplers;

/// <summary>Draws each trial from a generator of its own, so that its point does not depend on the others.</summary>
internal sealed class RandomProposer : Proposer
{
    public override bool Propose(StudyHistory history, int number, Span<double> point)
    {
        var generator = Xoshiro256.Of(history.Seed, number);
        for (var i = 0; i < point.Length; i++)
            point[i] = history.Space.Parameters[i].Snap(generator.NextDouble());
        history.Space.Prune(point);
        return true;
    }
}
