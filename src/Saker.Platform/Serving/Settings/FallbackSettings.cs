namespace Saker.Platform.Serving.Settings;

/// <summary>What answers when the model of an endpoint does not: the steps are tried in the order of the properties.</summary>
public sealed record FallbackSettings
{
    /// <summary>The failures on which the next step is tried.</summary>
    public FallbackReasons On { get; init; } = FallbackReasons.All;

    /// <summary>The version that serves.</summary>
    public StepSettings Primary { get; init; } = new();

    /// <summary>The version that the endpoint served before; null leaves this step out.</summary>
    public StepSettings? Previous { get; init; }

    /// <summary>Null leaves this step out.</summary>
    public RulesSettings? Rules { get; init; }

    /// <summary>Null leaves this step out.</summary>
    public ConstantSettings? Constant { get; init; }

    /// <summary>Whether calls take the way over the chain: there is a step beside the primary, or the primary has a limit.</summary>
    public bool IsOn => Previous is not null || Rules is not null || Constant is not null || Primary != new StepSettings();
}
