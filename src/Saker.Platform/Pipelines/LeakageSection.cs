using Saker.Data;

namespace Saker.Platform.Pipelines;

/// <summary>Reads <c>leakage:</c> of a pipeline file: <c>warn</c>, <c>fail</c> or <c>off</c>, or a mapping with that and more.</summary>
internal static class LeakageSection
{
    public static LeakageSettings Read(Settings file)
    {
        var defaults = new LeakageSettings();
        if (file.Value("leakage") is null or string)
            return defaults with { Action = PublicNames.Read(file, "leakage", defaults.Action) };
        var section = file.Section("leakage");
        var settings = new LeakageSettings
        {
            Action = PublicNames.Read(section, "action", defaults.Action),
            Ignore = section.Texts("ignore"),
            Time = section.OptionalText("time"),
            Group = section.OptionalText("group"),
        };
        section.RejectUnknown();
        return settings;
    }

    /// <summary>Columns that are declared and not in the data; the fields are keys of a pipeline file.</summary>
    /// <returns>The settings, which are right then.</returns>
    /// <exception cref="SakerException">There are some.</exception>
    public static LeakageSettings RequireColumns(Pipeline pipeline, Schema schema)
    {
        var settings = pipeline.Leakage;
        var named = settings.Ignore.Select((column, i) => ($"leakage.ignore[{i}]", column)).Append(("leakage.time", settings.Time!)).Append(("leakage.group", settings.Group!));
        Problem[] problems =
        [
            .. named.Where(name => name.Item2 is not null && !schema.Contains(name.Item2))
                .Select(name => new Problem(name.Item1, $"there is no column '{name.Item2}'. The columns are: {string.Join(", ", schema.Select(column => column.Name))}.")),
        ];
        if (problems.Length > 0)
            throw new SakerException(ErrorKind.InvalidInput, "The leakage screen does not fit the data:", problems);
        return settings;
    }
}
