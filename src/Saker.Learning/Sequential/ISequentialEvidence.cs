using Saker.Learning.Scores;

namespace Saker.Learning.Sequential;

/// <summary>
/// Evidence that a candidate harms, gathered block by block, that may be looked at after every block and acted upon at any time: without
/// harm, the chance that it ever reaches 1/a is at most a (Ville 1939), however long it is watched and whatever made somebody stop.
/// Instances are not safe for several threads at once.
/// </summary>
public interface ISequentialEvidence
{
    /// <summary>The natural logarithm of the e-value: 0 before anything is known, below it where the candidate is as it should be. Harm is shown at a risk a when it reaches -ln a.</summary>
    double LogEvidence { get; }

    /// <summary>The estimated difference, in the unit that the kind of evidence documents; NaN while there is none.</summary>
    double Effect { get; }

    /// <summary>The effect's interval at this time. Intervals of all times together hold the effect with the level's probability.</summary>
    /// <param name="level">Above 0 and below 1.</param>
    Interval Interval(double level = Scores.Interval.DefaultLevel);

    /// <summary>Takes blocks that wait for more requests as they are. To be called whenever the shares of the arms change, so that no test mixes requests from before and after.</summary>
    void Settle();
}
