using Saker.Data;

namespace Saker.Platform.Pipelines;

/// <summary>What a search and the rest of a pipeline must say together, whether they come from a file or from code.</summary>
internal static class TuningRules
{
    /// <summary>What does not fit together; the fields are keys of a pipeline file.</summary>
    public static IEnumerable<Problem> Check(Pipeline pipeline)
    {
        foreach (var tuning in pipeline.Tuning.Where(tuning => tuning.Position < 0 || tuning.Position >= pipeline.Candidates.Count))
            yield return new Problem("candidates", $"a search is for candidate {tuning.Position}; there are {pipeline.Candidates.Count}, counted from 0.");
        foreach (var twice in pipeline.Tuning.GroupBy(tuning => tuning.Position).Where(group => group.Count() > 1))
            yield return new Problem($"candidates[{twice.Key}]", $"is searched {twice.Count()} times; once is possible.");
    }
}
