using Saker.Platform.Pipelines;
using Spectre.Console;

namespace Saker.Cli.Output;

/// <summary>Shows a pipeline run while it goes on: a line per finished step, and a bar per candidate where the terminal can draw one.</summary>
internal sealed class TrainingProgress(IAnsiConsole console, ProgressContext? bars) : IProgress<PipelineEvent>
{
    private readonly Lock _lock = new();
    private readonly Dictionary<int, ProgressTask> _candidates = [];
    private readonly Dictionary<int, ProgressTask> _searches = [];

    /// <summary>Runs <paramref name="work"/> with a progress display fit for the console.</summary>
    public static async Task<T> ShowAsync<T>(IAnsiConsole console, Func<IProgress<PipelineEvent>, Task<T>> work)
    {
        if (!console.Profile.Capabilities.Interactive)
            return await work(new TrainingProgress(console, null));
        var display = console.Progress().AutoClear(true).Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn());
        return await display.StartAsync(bars => work(new TrainingProgress(console, bars)));
    }

    public void Report(PipelineEvent value)
    {
        lock (_lock)
        {
            switch (value)
            {
                case StepFinished finished:
                    console.MarkupLineInterpolated($"[green]{finished.Step.ToString().ToLowerInvariant(),-9}[/] {finished.Summary} [grey]({Show.Duration(finished.Elapsed)})[/]");
                    break;
                case PipelineWarning warning:
                    console.MarkupLineInterpolated($"[yellow]warning[/]   {warning.Message}");
                    break;
                case FoldScored fold:
                    ShowFold(fold);
                    break;
                case TrialScored trial:
                    ShowTrial(trial);
                    break;
            }
        }
    }

    private void ShowTrial(TrialScored trial)
    {
        var best = trial.Best is { } value ? $", best {Show.Score(value)}" : "";
        if (bars is null)
        {
            // One line in ten: enough to see that it goes on.
            if (trial.TrialsDone % 10 == 0 || trial.TrialsDone == trial.TrialCount)
                console.WriteLine($"          {trial.Candidate}: {trial.TrialsDone} of {trial.TrialCount} trials{best}");
            return;
        }
        if (!_searches.TryGetValue(trial.Position, out var bar))
            _searches[trial.Position] = bar = bars.AddTask("", maxValue: trial.TrialCount);
        bar.Description = Markup.Escape($"tune {trial.Candidate}{best}");
        bar.Value = trial.TrialsDone;
    }

    private void ShowFold(FoldScored fold)
    {
        if (bars is null)
        {
            if (fold.FoldsDone == fold.FoldCount)
                console.WriteLine($"          {fold.Candidate}: {fold.FoldCount} of {fold.FoldCount} folds");
            return;
        }
        if (!_candidates.TryGetValue(fold.Position, out var bar))
            _candidates[fold.Position] = bar = bars.AddTask(Markup.Escape(fold.Candidate), maxValue: fold.FoldCount);
        bar.Value = fold.FoldsDone;
    }
}
