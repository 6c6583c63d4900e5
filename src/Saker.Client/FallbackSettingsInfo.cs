namespace Saker.Client;

/// <summary>What answers when the model of an endpoint does not: the steps are tried in the order of the properties.</summary>
public sealed record FallbackSettingsInfo
{
    /// <summary>The failures on which the next step is tried: some of <c>limit_exceeded</c>, <c>timeout</c>, <c>failure</c> and <c>unavailable</c>.</summary>
    public IReadOnlyList<string>? On { get; init; }

    /// <summary>The version that serves.</summary>
    public StepSettingsInfo? Primary { get; init; }

    /// <summary>The version that the endpoint served before; null leaves this step out.</summary>
    public StepSettingsInfo? Previous { get; init; }

    /// <summary>Null leaves this step out.</summary>
    public RulesSettingsInfo? Rules { get; init; }

    /// <summary>Null leaves this step out.</summary>
    public ConstantSettingsInfo? Constant { get; init; }
}
