using Saker.Platform.Pipelines;
using Spectre.Console;

namespace Saker.Cli.Output;

/// <summary>Shows a pipeline run while it goes on: a line per finished step, and a bar per candidate where the terminal can draw one.</summary>
internal sealed class TrainingProgress(IAnsiConsole console, ProgressContext? bars, TimeProvider time) : IProgress<PipelineEvent>
{
    // Of rounds where there are no bars.
    private static readonly TimeSpan s_betweenLines = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly Dictionary<int, ProgressTask> _candidates = [];
    private readonly Dictionary<int, ProgressTask> _searches = [];
    private ProgressTask? _final;
    private long _lastRound = time.GetTimestamp();

    /// <summary>Runs <paramref name="work"/> with a progress display fit for the console.</summary>
    public static async Task<T> ShowAsync<T>(IAnsiConsole console, Func<IProgress<PipelineEvent>, Task<T>> work)
    {
        if (!console.Profile.Capabilities.Interactive)
            return await work(new TrainingProgress(console, null, TimeProvider.System));
        var display = console.Progress().AutoClear(true).Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn());
        return await display.StartAsync(bars => work(new TrainingProgress(console, bars, TimeProvider.System)));
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
                case FitRound round:
                    ShowRound(round);
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

    private void ShowRound(FitRound round)
    {
        var left = round.Remaining > TimeSpan.Zero ? $", about {Show.Duration(round.Remaining)} left" : "";
        if (bars is null)
        {
            // Enough to see that it goes on.
            if (time.GetElapsedTime(_lastRound) < s_betweenLines)
                return;
            console.WriteLine($"          {round.Candidate}: {round.Text}{(round.Fold is null ? left : $"{left} of this fold")}");
        }
        else if (round.Fold is null)
        {
            _final ??= bars.AddTask("", maxValue: 1);
            _final.Description = Markup.Escape($"{round.Candidate}, {round.Text}{left}");
            _final.Value = round.Share;
        }
        else
            Bar(round.Position, round.Candidate, foldCount: null).Description = Markup.Escape($"{round.Candidate}, {round.Text}{left} of this fold");
        _lastRound = time.GetTimestamp();
    }

    private ProgressTask Bar(int position, string candidate, int? foldCount)
    {
        if (!_candidates.TryGetValue(position, out var bar))
            _candidates[position] = bar = bars!.AddTask(Markup.Escape(candidate));
        bar.MaxValue = foldCount ?? bar.MaxValue;
        return bar;
    }

    private void ShowFold(FoldScored fold)
    {
        if (bars is null)
        {
            if (fold.FoldsDone == fold.FoldCount)
                console.WriteLine($"          {fold.Candidate}: {fold.FoldCount} of {fold.FoldCount} folds");
            return;
        }
        var bar = Bar(fold.Position, fold.Candidate, fold.FoldCount);
        bar.Description = Markup.Escape(fold.Candidate);
        bar.Value = fold.FoldsDone;
    }
}
