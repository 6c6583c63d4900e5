using Saker.Data;
using Saker.Learning.Trainers;

namespace Saker.Platform.Pipelines;

/// <summary>Reads the candidates of a pipeline file.</summary>
internal static class CandidateSections
{
    public static (IReadOnlyList<Trainer> Trainers, IReadOnlyList<CandidateTuning> Tuning) Read(Settings file)
    {
        // Other parts say what is wrong with it.
        var select = file.Value("select") as IReadOnlyDictionary<string, object?>;
        var foldCount = select?.GetValueOrDefault("folds") is long folds and > 0 and < int.MaxValue ? (int)folds : new SelectSettings().FoldCount;
        var (trainers, tunings) = (new List<Trainer>(), new List<CandidateTuning>());
        foreach (var candidate in file.Sections("candidates"))
        {
            var (trainer, tuning) = CandidateSection.Read(candidate, trainers.Count, foldCount);
            if (trainer is not null)
                trainers.Add(trainer);
            if (tuning is not null)
                tunings.Add(tuning);
        }
        return (trainers, tunings);
    }
}
