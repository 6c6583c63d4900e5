using Saker.Data;

namespace Saker.Learning.Scores.Calibrating;

/// <summary>Reads how probabilities are calibrated.</summary>
public static class CalibrationSection
{
    private static readonly string[] s_names = [.. Enum.GetNames<CalibrationMethod>().Select(name => name.ToLowerInvariant())];

    /// <summary>Reads <c>calibrate: platt</c> or <c>calibrate: {method: platt}</c>; null when the key is absent. Problems go to the settings.</summary>
    /// <param name="settings">The mapping.</param>
    /// <param name="key">The key.</param>
    public static CalibrationMethod? Read(Settings settings, string key)
    {
        if (!settings.Has(key))
            return null;
        if (settings.Value(key) is string)
            return Method(settings.Choice(key, s_names[0], s_names));
        var section = settings.Section(key);
        var method = Method(section.Has("method") ? section.Choice("method", s_names[0], s_names) : section.Text("method"));
        section.RejectUnknown();
        return method;
    }

    private static CalibrationMethod Method(string name) => Enum.TryParse<CalibrationMethod>(name, ignoreCase: true, out var method) ? method : CalibrationMethod.Platt;
}
