using Saker.Platform.Serving.Settings;

namespace Saker.Platform.Monitoring.Outcomes;

/// <summary>States as the store and callers write them: <c>unmatched</c>.</summary>
public static class OutcomeStates
{
    public static IReadOnlyList<string> Names { get; } = [.. EnumText.Names<OutcomeState>()];

    public static string ToText(this OutcomeState state) => EnumText.Write(state);

    /// <returns>Null for what is no state.</returns>
    public static OutcomeState? Find(string text) => EnumText.Find<OutcomeState>(text);
}
