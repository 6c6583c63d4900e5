using System.Reflection;
using System.Text.Json;
using Saker.Dashboard.Studies;
using Saker.Learning.Tuning;
using Saker.Learning.Tuning.Spaces;
using Saker.Platform.Experiments;
using Saker.Platform.Studies;
using Saker.Testing;

namespace Saker.Server.Tests.Dashboard;

/// <summary>The page of a study costs what changed, however many trials there are.</summary>
public sealed class StudyLooksTests
{
    private const int Count = 4_000;

    private static readonly StoredStudy s_study = new()
    {
        Name = "large",
        Run = new RunId("0123456789abcdef0123456789abcdef"),
        Experiment = new ExperimentId("1"),
        Settings = new StudySettings { Space = SearchSpace.Of(new NumberParameter { Name = "x", From = -1, To = 1 }), Direction = Direction.Minimize },
        CreatedAt = DateTimeOffset.UnixEpoch,
    };

    private readonly ManualTime _time = new();
    private readonly IStudyStore _store = DispatchProxy.Create<IStudyStore, Remembering>();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private Remembering Store => (Remembering)(object)_store;

    [Fact]
    public async Task A_look_reads_what_changed_and_explains_a_large_study_only_now_and_then()
    {
        Store.Trials.AddRange(Enumerable.Range(0, Count).Select(i => TrialOf(i, change: i + 1)));
        var looks = new StudyLooks(new StudyCatalogue(_store, new StudyOptions(), _time), _time);
        var first = await looks.LookAsync(s_study, Token);
        Assert.Equal((Count, (long)Count, (long)Count), (first.Trials.Count, first.Change, first.Explained));
        Assert.Same(first, await looks.LookAsync(s_study, Token));

        Store.Trials[7] = TrialOf(7, change: Count + 1) with { Trial = TrialOf(7, 0).Trial with { State = TrialState.Failed, Reason = "lost" } };
        Store.Trials.Add(TrialOf(Count, change: Count + 2));
        var second = await looks.LookAsync(s_study, Token);
        Assert.Equal(Enumerable.Range(0, Count + 1), second.Trials.Select(trial => trial.Trial.Number));
        Assert.Equal("lost", second.Trials[7].Trial.Reason);
        Assert.Equal((Count + 2L, (long)Count), (second.Change, second.Explained));
        Assert.Same(first.Importance, second.Importance);
        // All trials were read once, then those that had changed.
        Assert.Equal([0L, Count], Store.Asked);

        _time.Advance(TimeSpan.FromSeconds(11));
        var third = await looks.LookAsync(s_study, Token);
        Assert.Equal((Count + 2L, Count + 2L), (third.Change, third.Explained));
        Assert.Equal([0L, Count], Store.Asked);
    }

    [Fact]
    public void The_picture_of_values_has_each_best_and_some_of_the_others()
    {
        List<StoredTrial> trials = [.. Enumerable.Range(0, Count).Select(i => TrialOf(i, i + 1))];
        trials[1_501] = trials[1_501] with { Trial = trials[1_501].Trial with { Value = -5 } };
        var view = new StudyView(s_study, trials, new() { Parameters = [], Together = 0, Fit = 0, TrialCount = Count, IsReliable = false, Statement = "" });
        using var drawn = JsonDocument.Parse(view.TrialsJson());
        var points = drawn.RootElement.GetProperty("trials").EnumerateArray().ToList();
        Assert.InRange(points.Count, 1_000, StudyView.MaxPoints + 10);
        Assert.Contains(points, point => point.GetProperty("number").GetInt32() == 1_501);
        Assert.Equal((Count - 1, -5.0), (points[^1].GetProperty("number").GetInt32(), points[^1].GetProperty("best").GetDouble()));

        var few = new StudyView(s_study, trials[..300], view.Importance);
        using var all = JsonDocument.Parse(few.TrialsJson());
        Assert.Equal((1, 300), (few.Each, all.RootElement.GetProperty("trials").GetArrayLength()));
    }

    private static StoredTrial TrialOf(int number, long change) => new()
    {
        Trial = new Trial { Number = number, State = TrialState.Complete, Parameters = new Dictionary<string, object> { ["x"] = number % 100 / 50.0 - 1 }, Value = number % 100 },
        Run = new RunId(number.ToString("x32", System.Globalization.CultureInfo.InvariantCulture)),
        StartedAt = DateTimeOffset.UnixEpoch,
        Change = change,
    };

    /// <summary>Trials in memory, and what was asked of them.</summary>
    public class Remembering : DispatchProxy
    {
        public List<StoredTrial> Trials { get; } = [];

        /// <summary>After which change trials were read.</summary>
        public List<long> Asked { get; } = [];

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            switch (targetMethod?.Name)
            {
                case nameof(IStudyStore.GetChangeAsync):
                    return Task.FromResult(Trials.Max(trial => trial.Change));
                case nameof(IStudyStore.ListTrialsAsync):
                    Asked.Add((long)args![1]!);
                    return Task.FromResult<IReadOnlyList<StoredTrial>>([.. Trials.Where(trial => trial.Change > (long)args[1]!)]);
                default:
                    throw new NotSupportedException(targetMethod?.Name);
            }
        }
    }
}
