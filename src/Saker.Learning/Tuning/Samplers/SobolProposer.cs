namespace Saker.Learning.Tuning.Samplers;

/// <summary>Takes the point of a trial by its number.</summary>
internal sealed class SobolProposer(int dimensions, int seed) : Proposer
{
    private readonly SobolSequence _sequence = SobolSequence.Scrambled(dimensions, new Xoshiro256(seed));

    public override bool Propose(StudyHistory history, int number, Span<double> point)
    {
        _sequence.Point(number, point);
        for (var i = 0; i < point.Length; i++)
            point[i] = history.Space.Parameters[i].Snap(point[i]);
        history.Space.Prune(point);
        return true;
    }
}
