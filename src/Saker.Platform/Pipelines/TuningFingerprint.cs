using System.Security.Cryptography;
using System.Text;
using Saker.Learning.Tuning;
using Saker.Platform.Storage;

namespace Saker.Platform.Pipelines;

/// <summary>What the values of a candidate's trials depend on: only where all of it is the same does a study go on. How long to search is no part of it.</summary>
internal static class TuningFingerprint
{
    /// <returns>64 hexadecimal digits.</returns>
    public static string Of(Pipeline pipeline, CandidateTuning tuning, StudySettings settings, string dataHash)
    {
        var text = new StringBuilder();
        text.AppendLine(CodeVersion.Current).AppendLine(dataHash).AppendLine(pipeline.Target.Text).AppendLine($"{pipeline.Split}").AppendLine($"{pipeline.Select}");
        foreach (var step in pipeline.Preparation.Steps)
            text.AppendLine($"{step.Name} {step}");
        if (pipeline.Mitigation is { } mitigation)
            text.AppendLine($"{mitigation}");
        text.AppendLine(Encoding.UTF8.GetString(JsonValues.Write(tuning.Fixed))).AppendLine(Encoding.UTF8.GetString(JsonValues.Write(settings.Describe())));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
