using System.CommandLine;
using System.CommandLine.Parsing;
using Saker.Data;
using Saker.Learning.Drift;

namespace Saker.Cli.Commands;

/// <summary>The flags that say how two sides are compared.</summary>
internal sealed class DriftFlags
{
    private readonly Option<double?> _alpha = new("--alpha") { Description = "How often a comparison without drift may call one, over all columns together. Default: 0.05." };
    private readonly Option<double?> _minEffect = new("--min-effect") { Description = "The share of rows that must lie elsewhere for a column to have drifted. Default: 0.02." };
    private readonly Option<string[]> _columns = new("--columns") { Description = "Compare these columns only. May be given several times.", AllowMultipleArgumentsPerToken = true };
    private readonly Option<string[]> _ignore = new("--ignore") { Description = "Leave these columns out, such as keys. May be given several times.", AllowMultipleArgumentsPerToken = true };
    private readonly Option<string?> _measure = new("--measure") { Description = $"What measures numbers: {DriftNames.List<DriftMeasure>()}. Default: by size." };
    private readonly Option<string?> _categoryMeasure = new("--category-measure") { Description = "What measures categories. Default: by size." };
    private readonly Option<double?> _threshold = new("--threshold") { Description = "From where a distance is large. Default: 0.2 for psi, 0.1 for the others." };
    private readonly Option<string?> _joint = new("--together") { Description = $"How all columns together are compared: {DriftNames.List<JointMethod>()}. Default: mmd." };
    private readonly Option<bool> _noQuality = new("--no-quality") { Description = "Do not look for missing, new and impossible values." };
    private readonly Option<long?> _seed = new("--seed") { Description = "Decides every choice by chance. Default: 7." };

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_alpha, _minEffect, _columns, _ignore, _measure, _categoryMeasure, _threshold, _joint, _noQuality, _seed])
            command.Options.Add(option);
    }

    /// <exception cref="SakerException">A name is not known.</exception>
    public DriftOptions Read(ParseResult parsed)
    {
        var defaults = new DriftOptions();
        return new DriftOptions
        {
            Alpha = parsed.GetValue(_alpha) ?? defaults.Alpha,
            MinEffect = parsed.GetValue(_minEffect) ?? defaults.MinEffect,
            Columns = parsed.GetValue(_columns) is { Length: > 0 } columns ? columns : null,
            Ignored = parsed.GetValue(_ignore) ?? [],
            NumberMeasure = Named<DriftMeasure>(parsed, _measure),
            CategoryMeasure = Named<DriftMeasure>(parsed, _categoryMeasure),
            Threshold = parsed.GetValue(_threshold),
            Joint = Named<JointMethod>(parsed, _joint) ?? defaults.Joint,
            Quality = !parsed.GetValue(_noQuality),
            Seed = parsed.GetValue(_seed) ?? defaults.Seed,
        };
    }

    private static T? Named<T>(ParseResult parsed, Option<string?> option)
        where T : struct, Enum => DriftNames.Parse<T>(parsed.GetValue(option), option.Name);
}
