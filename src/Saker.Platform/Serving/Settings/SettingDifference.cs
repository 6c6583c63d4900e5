namespace Saker.Platform.Serving.Settings;

/// <summary>A setting of an endpoint that has another value than before, or than its default.</summary>
/// <param name="Key">As YAML has it, such as <c>guard.out_of_range</c>.</param>
/// <param name="From">What it was; null when it was nothing.</param>
/// <param name="To">What it is; null when it is nothing.</param>
public sealed record SettingDifference(string Key, string? From, string? To)
{
    /// <summary>What differs, in the order in which settings are written. A step of the fallback that is not there counts as one with its defaults that is off.</summary>
    public static IReadOnlyList<SettingDifference> Between(EndpointSettings from, EndpointSettings to) => Compare(Flat(from), Flat(to));

    /// <summary>Every setting with its value, in the order in which they are written; of steps of the fallback that are not there only that they are off.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> List(EndpointSettings settings)
    {
        var flat = Flat(settings);
        var off = flat.Where(pair => pair.Value == "off").Select(pair => pair.Key + ".").ToList();
        return [.. flat.Where(pair => !off.Any(step => pair.Key.StartsWith(step, StringComparison.Ordinal)))];
    }

    /// <summary>What differs between two sets of plain values as YAML has them, in the order in which they are written.</summary>
    internal static IReadOnlyList<SettingDifference> Between(IReadOnlyDictionary<string, object?> from, IReadOnlyDictionary<string, object?> to) => Compare(Flat(from), Flat(to));

    private static IReadOnlyList<SettingDifference> Compare(OrderedDictionary<string, string> before, OrderedDictionary<string, string> after) =>
        [.. after.Keys.Union(before.Keys, StringComparer.Ordinal)
            .Select(key => new SettingDifference(key, before.GetValueOrDefault(key), after.GetValueOrDefault(key)))
            .Where(difference => difference.From != difference.To)];

    public override string ToString() => $"{Key}: {From ?? "none"} -> {To ?? "none"}";

    private static OrderedDictionary<string, string> Flat(EndpointSettings settings)
    {
        var fallback = settings.Fallback;
        var whole = fallback with
        {
            Previous = fallback.Previous ?? new StepSettings(),
            Rules = fallback.Rules ?? new RulesSettings { Outputs = new Dictionary<string, string>() },
            Constant = fallback.Constant ?? new ConstantSettings { Outputs = new Dictionary<string, object>() },
        };
        var texts = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (section, values) in EndpointSettingsValues.Of(settings with { Fallback = whole }, KeyStyle.Yaml))
            Add(texts, section, values, fallback);
        return texts;
    }

    private static OrderedDictionary<string, string> Flat(IReadOnlyDictionary<string, object?> values)
    {
        var texts = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (section, inner) in values)
            Add(texts, section, inner, fallback: null);
        return texts;
    }

    private static void Add(OrderedDictionary<string, string> texts, string place, object? value, FallbackSettings? fallback)
    {
        if (value is not IReadOnlyDictionary<string, object?> values)
        {
            texts.Add(place, YamlValues.Inline(value));
            return;
        }
        if (fallback is not null && IsStepOn(place, fallback) is { } isOn)
            texts.Add(place, isOn ? "on" : "off");
        foreach (var (key, inner) in values)
            Add(texts, $"{place}.{key}", inner, fallback);
    }

    private static bool? IsStepOn(string place, FallbackSettings fallback) => place switch
    {
        "fallback.previous" => fallback.Previous is not null,
        "fallback.rules" => fallback.Rules is not null,
        "fallback.constant" => fallback.Constant is not null,
        _ => null,
    };
}
