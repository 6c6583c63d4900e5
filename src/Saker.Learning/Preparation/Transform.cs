namespace Saker.Learning.Preparation;

/// <summary>One preparation step with its settings. Immutable; fits may run in parallel.</summary>
public abstract record Transform
{
    private protected Transform()
    {
    }

    /// <summary>The public name, as in pipeline files: <c>one_hot</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Learns from training rows what the step needs to know.</summary>
    /// <param name="columns">The columns as the steps before give them on the training rows.</param>
    /// <exception cref="Data.SakerException">The columns do not fit the step; every problem is reported.</exception>
    internal abstract FittedTransform Fit(TrainingColumns columns);
}
