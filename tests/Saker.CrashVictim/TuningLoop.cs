using Saker.Learning.Tuning;
using Saker.Learning.Tuning.Spaces;
using Saker.Platform;
using Saker.Platform.Studies;

namespace Saker.CrashVictim;

/// <summary>Trials of one study, two at a time; the study is made by the first victim and goes on with the next.</summary>
internal sealed class TuningLoop(SakerPlatform saker)
{
    public const string Study = "victim";

    public async Task RunAsync()
    {
        if (await saker.Studies.FindAsync(Study, CancellationToken.None) is null)
        {
            var settings = new StudySettings { Space = SearchSpace.Of(new NumberParameter { Name = "x", From = -1, To = 1 }), Direction = Direction.Minimize };
            await saker.Studies.CreateAsync(new NewStudy { Name = Study, Settings = settings, IsOwned = true }, CancellationToken.None);
        }
        var open = await saker.Studies.ResumeAsync(Study, CancellationToken.None);
        await Task.WhenAll(WorkAsync(open), WorkAsync(open));
    }

    private static async Task WorkAsync(OpenStudy study)
    {
        while (await study.AskAsync(int.MaxValue, CancellationToken.None) is { } trial)
        {
            Acknowledgement.Say($"asked {trial.Number}");
            var value = Math.Pow((double)trial.Parameters["x"], 2);
            await study.ReportAsync(trial.Number, 1, value, CancellationToken.None);
            await study.TellAsync(trial.Number, TrialResult.Of(value), CancellationToken.None);
            Acknowledgement.Say($"told {trial.Number}");
        }
    }
}
