using Saker.Learning.Selection;
using Saker.Learning.Trainers;

namespace Saker.Platform.Pipelines;

/// <summary>Tells the candidates of a pipeline apart, where a trainer competes more than once too.</summary>
internal static class CandidateNames
{
    /// <summary>Names candidates by their trainer, numbered from the second of a trainer on; titles name the settings that differ.</summary>
    public static IReadOnlyList<Candidate> Of(IReadOnlyList<Trainer> trainers)
    {
        var named = new List<Candidate>();
        foreach (var trainer in trainers)
        {
            var number = named.Count(candidate => candidate.Trainer.Name == trainer.Name) + 1;
            var rivals = trainers.Where(other => other.Name == trainer.Name).ToList();
            var name = number == 1 ? trainer.Name : $"{trainer.Name}_{number}";
            named.Add(new Candidate(name, trainer) { Title = rivals.Count == 1 ? trainer.Title : TitleOf(trainer, number, rivals) });
        }
        return named;
    }

    /// <summary>A warning for each candidate that repeats an earlier one, setting by setting.</summary>
    public static IEnumerable<string> DescribeRepeated(IReadOnlyList<Trainer> trainers)
    {
        for (var i = 0; i < trainers.Count; i++)
        {
            var first = trainers.Take(i).ToList().IndexOf(trainers[i]);
            if (first >= 0)
                yield return $"candidates[{i}] is the same as candidates[{first}], {trainers[i].Title} with the same settings; it cannot win.";
        }
    }

    private static string TitleOf(Trainer trainer, int number, List<Trainer> rivals)
    {
        var different = trainer.Parameters.Where(setting => rivals.Any(rival => rival.Parameters.GetValueOrDefault(setting.Key) != setting.Value)).Select(setting => $"{setting.Key} {setting.Value}");
        return string.Join(", ", different.Prepend(FormattableString.Invariant($"{trainer.Title} {number}")));
    }
}
