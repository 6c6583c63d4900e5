using Saker.Learning.Tuning;
using Saker.Learning.Tuning.Samplers;
using Saker.Learning.Tuning.Spaces;

namespace Saker.Testing.Tuning;

/// <summary>A search for the least value of a test function.</summary>
public static class FunctionStudy
{
    public static Study Run(TestFunction function, Sampler sampler, int seed, int trials)
    {
        var names = Enumerable.Range(0, function.Low.Length).Select(i => $"x{i}").ToList();
        var study = new Study(new StudySettings
        {
            Space = SearchSpace.Of([.. names.Select((name, i) => new NumberParameter { Name = name, From = function.Low[i], To = function.High[i] })]),
            Direction = Direction.Minimize,
            Sampler = sampler,
            Seed = seed,
        });
        for (var i = 0; i < trials; i++)
        {
            var trial = study.Ask()!;
            study.Tell(trial.Number, TrialResult.Of(function.Compute([.. names.Select(name => (double)trial.Parameters[name])])));
        }
        return study;
    }
}
