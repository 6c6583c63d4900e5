using System.Security.Cryptography;
using System.Text;
using Saker.Platform.Storage;

namespace Saker.Platform.Pipelines;

/// <summary>What a pipeline trains with, data aside: the same recipe over other rows is the same model trained again.</summary>
internal static class PipelineRecipe
{
    /// <returns>64 hexadecimal digits.</returns>
    public static string Of(Pipeline pipeline)
    {
        var text = new StringBuilder();
        text.AppendLine(CodeVersion.Current).AppendLine(pipeline.Name).AppendLine(pipeline.Target.Text);
        text.AppendLine($"{pipeline.Split}").AppendLine($"{pipeline.Select}").AppendLine($"{pipeline.Threshold}");
        if (pipeline.Calibration is { } calibration)
            text.AppendLine($"calibrate {calibration}");
        if (pipeline.Privacy is { } privacy)
            text.AppendLine($"privacy {privacy}");
        foreach (var step in pipeline.Preparation.Steps)
            text.AppendLine($"{step.Name} {step}");
        foreach (var trainer in pipeline.Candidates)
            text.AppendLine($"{trainer.Name} {string.Join(", ", trainer.Parameters.OrderBy(setting => setting.Key, StringComparer.Ordinal).Select(setting => $"{setting.Key}={setting.Value}"))}");
        foreach (var tuning in pipeline.Tuning)
            text.AppendLine($"{tuning.Position} {Encoding.UTF8.GetString(JsonValues.Write(tuning.Fixed))} {Encoding.UTF8.GetString(JsonValues.Write(tuning.Settings.Describe()))} {tuning.Limits}");
        if (pipeline.Mitigation is { } mitigation)
            text.AppendLine($"{mitigation} {pipeline.Fairness?.Favourable}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
