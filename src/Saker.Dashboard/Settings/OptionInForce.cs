namespace Saker.Dashboard.Settings;

/// <summary>An option that holds.</summary>
/// <param name="Group">What it belongs to, such as <c>Memory</c>.</param>
/// <param name="Name">What it is called, in words.</param>
/// <param name="Value">Its value, with its unit.</param>
/// <param name="Standard">What it is where nobody says otherwise.</param>
/// <param name="Source">Where it is said: a flag of <c>saker up</c>, an environment variable; null where it can be set in code only.</param>
/// <param name="IsFromEnvironment">Whether it came from the environment.</param>
public sealed record OptionInForce(string Group, string Name, string Value, string Standard, string? Source, bool IsFromEnvironment = false)
{
    public bool IsChanged => Value != Standard;
}
