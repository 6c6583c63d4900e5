using Saker.Learning.Sequential;
using Saker.Platform.Rollouts.Evidence;

namespace Saker.Platform.Tests.Rollouts.Evidence;

public sealed class GuardEvaluationTests
{
    private static readonly GuardFacts Canary = new() { IsShadow = false, HasFallback = true, HasOutcomes = true };

    public static TheoryData<string, string> Harms => new()
    {
        { "error_rate", "errors" },
        { "refusals", "refusals" },
        { "fallback", "fallbacks" },
        { "latency_p50", "slow" },
        { "latency_p95", "slow" },
        { "latency_p99", "slow" },
        { "score_shift", "up" },
        { "score_shift", "down" },
    };

    [Theory]
    [MemberData(nameof(Harms))]
    public void A_guard_alarms_at_the_harm_it_is_for_and_not_without(string guard, string harm)
    {
        var candidate = harm switch
        {
            "errors" => new PlantedArm { Errors = 0.03 },
            "refusals" => new PlantedArm { Refusals = 0.06 },
            "fallbacks" => new PlantedArm { Fallbacks = 0.06 },
            "slow" => new PlantedArm { Slowness = 1.5 },
            "up" => new PlantedArm { Shift = 0.3 },
            _ => new PlantedArm { Shift = -0.3 },
        };
        var subject = SubjectOf(Alone(guard));

        Assert.True(IsHarmful(Fold(subject, new PlantedBlocks(3) { Candidate = candidate }.Take(200)).Single()));
        for (var seed = 0; seed < 5; seed++)
            Assert.False(IsHarmful(Fold(subject, new PlantedBlocks(seed).Take(200)).Single()));
    }

    [Fact]
    public void Scores_that_are_turned_round_are_found_within_few_requests()
    {
        var subject = SubjectOf(Alone("score_shift"));

        var first = Fold(subject, new PlantedBlocks(3) { ControlCount = 40, CandidateCount = 20, Control = new PlantedArm { Errors = 0 }, Candidate = new PlantedArm { Errors = 0, Shift = 2 } }.Take(1)).Single();
        Assert.InRange(first.ScoresLeft, 40, 50);
        Assert.Contains(", scores are compared after 4", first.Text, StringComparison.Ordinal);
        var evaluation = new GuardEvaluation(subject, state: null);
        var seen = 0L;
        foreach (var block in new PlantedBlocks(3) { ControlCount = 20, CandidateCount = 20, Candidate = new PlantedArm { Shift = 2 } }.Take(50))
        {
            evaluation.Add(block);
            seen += block.Arms.Sum(arm => arm.ScoreCount);
            if (IsHarmful(evaluation.Read(seed: 1).Verdicts.Single()))
                break;
        }
        Assert.InRange(seen, 100, 400);
    }

    [Fact]
    public void In_the_shadow_it_is_said_how_many_scores_it_takes_until_pairs_tell_something()
    {
        var subject = SubjectOf(Alone("score_shift"), isShadow: true);
        long Left(int blocks) => Fold(subject, new PlantedBlocks(3) { IsShadow = true, ControlCount = 100, CandidateCount = 100, Control = new PlantedArm { Errors = 0 }, Candidate = new PlantedArm { Errors = 0 } }.Take(blocks)).Single().ScoresLeft;

        Assert.InRange(Left(1), 390, 410);
        Assert.True(Left(4) > 0);
        Assert.Equal(0, Left(7));
    }

    [Theory]
    [InlineData("agreement")]
    [InlineData("score_shift")]
    [InlineData("error_rate")]
    public void In_the_shadow_a_guard_alarms_at_the_harm_it_is_for_and_not_without(string guard)
    {
        var subject = SubjectOf(Alone(guard), isShadow: true);
        var harmful = new PlantedBlocks(3)
        {
            IsShadow = true,
            Disagreement = guard == "agreement" ? 0.12 : 0.02,
            Candidate = new PlantedArm { Shift = guard == "score_shift" ? 0.1 : 0, Errors = guard == "error_rate" ? 0.03 : 0.01 },
        };

        Assert.True(IsHarmful(Fold(subject, harmful.Take(200)).Single()));
        for (var seed = 0; seed < 5; seed++)
            Assert.False(IsHarmful(Fold(subject, new PlantedBlocks(seed) { IsShadow = true }.Take(200)).Single()));
    }

    [Theory]
    [InlineData(HarmDirection.Up, 0.5, true)]
    [InlineData(HarmDirection.Up, -0.5, false)]
    [InlineData(HarmDirection.Down, -0.5, true)]
    [InlineData(HarmDirection.Both, -0.5, true)]
    [InlineData(HarmDirection.Down, 0, false)]
    public void A_business_metric_alarms_in_the_direction_that_does_harm(HarmDirection direction, double gain, bool isHarm)
    {
        var subject = SubjectOf([new RolloutGuard { Name = "revenue", Kind = GuardKind.Metric, Metric = "revenue", Direction = direction, Tolerance = 0.1, Risk = 0.01 }]);
        var (evaluation, chance) = (new GuardEvaluation(subject, state: null), new PlantedBlocks(5));
        for (var minute = 0; minute < 100; minute++)
            evaluation.OutcomeWatches.Single().Add(Draw(chance, 80, 10), Draw(chance, 20, 10 + gain));

        Assert.Equal(isHarm, IsHarmful(evaluation.Read(seed: 1).Verdicts.Single()));
    }

    [Fact]
    public void Without_harm_all_guards_together_seldom_alarm_however_often_they_are_looked_at()
    {
        var subject = SubjectOf(RolloutGuards.Default.Resolve(Canary, 0.05));
        var alarms = 0;
        for (var seed = 100; seed < 160; seed++)
        {
            var evaluation = new GuardEvaluation(subject, state: null);
            foreach (var block in new PlantedBlocks(seed).Take(100))
            {
                evaluation.Add(block);
                if (!evaluation.Read(seed: 1).Verdicts.Any(IsHarmful))
                    continue;
                alarms++;
                break;
            }
        }

        // 3 of 60 are allowed on average; 9 or more would come in fewer than 1 of 250 runs.
        Assert.True(alarms <= 8, $"{alarms} of 60 alarmed.");
    }

    [Fact]
    public void What_strikes_both_arms_is_no_evidence()
    {
        var subject = SubjectOf(RolloutGuards.Default.Resolve(Canary, 0.05));
        var calm = new PlantedArm();
        var storm = new PlantedArm { Errors = 0.4, Refusals = 0.3, Fallbacks = 0.5, Slowness = 6, Shift = 2 };
        var evaluation = new GuardEvaluation(subject, state: null);
        for (var minute = 0; minute < 40; minute++)
            foreach (var block in new PlantedBlocks(minute) { Control = minute % 4 == 3 ? storm : calm, Candidate = minute % 4 == 3 ? storm : calm }.Take(5))
                evaluation.Add(block);

        Assert.DoesNotContain(evaluation.Read(seed: 1).Verdicts, IsHarmful);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Folding_a_few_blocks_at_a_time_with_the_state_stored_between_is_folding_all_at_once(bool isShadow)
    {
        var subject = SubjectOf(RolloutGuards.Default.Resolve(Canary with { IsShadow = isShadow }, 0.05), isShadow) with { Reward = "outcome" };
        var blocks = new PlantedBlocks(9) { IsShadow = isShadow, Candidate = new PlantedArm { Errors = 0.015, Shift = 0.05 } }.Take(60)
            .Concat(new PlantedBlocks(10) { IsShadow = isShadow, Revision = 2, ControlCount = 100, CandidateCount = 100 }.Take(60)).ToList();
        var atOnce = new GuardEvaluation(subject, state: null);
        var state = new EvidenceState { Guards = subject.Guards };
        foreach (var piece in blocks.Chunk(7))
        {
            var evaluation = new GuardEvaluation(subject, state);
            foreach (var block in piece)
                evaluation.Add(block);
            AddOutcomes(evaluation, piece);
            state = EvidenceJson.Read(EvidenceJson.Write(evaluation.WriteTo(state)));
        }
        foreach (var piece in blocks.Chunk(7))
        {
            foreach (var block in piece)
                atOnce.Add(block);
            AddOutcomes(atOnce, piece);
        }

        var (one, other) = (atOnce.Read(seed: 1), new GuardEvaluation(subject, state).Read(seed: 1));
        Assert.Equal(one.Verdicts, other.Verdicts);
        Assert.Equal(one.Requests, other.Requests);
        Assert.Equal(one.Arms, other.Arms);
        Assert.Equal(one.Comparisons, other.Comparisons);
        Assert.True(EvidenceJson.Write(state).Length < 64 * 1024);
    }

    [Fact]
    public void Blocks_of_two_replicas_count_together()
    {
        var subject = SubjectOf(RolloutGuards.Default.Resolve(Canary, 0.05));
        var evaluation = new GuardEvaluation(subject, state: null);
        foreach (var (one, other) in new PlantedBlocks(1).Take(30).Zip(new PlantedBlocks(2) { Replica = "b", ControlCount = 30, CandidateCount = 10 }.Take(30)))
        {
            evaluation.Add(one);
            evaluation.Add(other);
        }

        var reading = evaluation.Read(seed: 1);
        Assert.Equal([30 * 190, 30 * 50], reading.Requests);
        Assert.All(reading.Verdicts.Where(verdict => verdict.Kind == GuardKind.ErrorRate), verdict => Assert.Equal((30 * 190, 30 * 50), (verdict.Control.Count, verdict.Candidate.Count)));
    }

    [Fact]
    public void Several_guards_that_see_a_part_of_the_harm_alarm_together()
    {
        var guards = Enumerable.Range(0, 4).Select(i => new RolloutGuard { Name = $"latency_{i}", Kind = GuardKind.Latency, Quantile = 0.5, Direction = HarmDirection.Up, Least = TimeSpan.Zero, Risk = 0.0125 }).ToList();
        var evaluation = new GuardEvaluation(SubjectOf(guards), state: null);
        foreach (var block in new PlantedBlocks(6) { ControlCount = 40, CandidateCount = 10, Candidate = new PlantedArm { Slowness = 1.3 } }.Take(2_000))
        {
            evaluation.Add(block);
            var verdicts = evaluation.Read(seed: 1).Verdicts;
            if (!verdicts.Any(IsHarmful))
            {
                Assert.True(verdicts.Average(verdict => Math.Exp(verdict.LogEvidence)) < 20);
                continue;
            }
            // Each by itself would need an e-value of 80; all of them together need 20 on average.
            Assert.InRange(verdicts.Average(verdict => Math.Exp(verdict.LogEvidence)), 20, 80);
            Assert.Contains("together with what the other guards have seen", Assert.Single(verdicts, IsHarmful).Text, StringComparison.Ordinal);
            return;
        }
        Assert.Fail("No alarm came.");
    }

    [Theory]
    [InlineData(50, 1.7, false)]
    [InlineData(5_000, 1.7, true)]
    public void Microseconds_more_are_no_harm_however_large_their_factor(double microseconds, double slowness, bool isHarm)
    {
        var blocks = new PlantedBlocks(3) { Control = new PlantedArm { Latency = microseconds }, Candidate = new PlantedArm { Latency = microseconds, Slowness = slowness } }.Take(200);

        Assert.Equal(isHarm, IsHarmful(Fold(SubjectOf(Alone("latency_p50")), blocks).Single()));
    }

    [Fact]
    public void Short_times_that_differ_by_a_large_factor_are_said_to_be_within_what_is_no_harm()
    {
        var blocks = new PlantedBlocks(3) { Control = new PlantedArm { Latency = 100 }, Candidate = new PlantedArm { Latency = 100, Slowness = 5 } }.Take(200);

        var verdict = Fold(SubjectOf(Alone("latency_p50")), blocks).Single();

        Assert.Equal((GuardOutcome.Within, 1.0), (verdict.Outcome, verdict.Least));
        Assert.True(verdict.Low > 1.1);
        Assert.Contains("up to 1 ms more is no harm in any case", verdict.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Means_beside_an_effect_are_those_that_it_compares_while_shares_grow()
    {
        var (evaluation, chance) = (new GuardEvaluation(SubjectOf([.. Alone("score_shift"), new RolloutGuard { Name = "revenue", Kind = GuardKind.Metric, Metric = "revenue", Risk = 0.01 }]), state: null), new PlantedBlocks(5));
        // In the second step, in which the candidate has most of its requests, both arms have more of it.
        foreach (var (revision, level, control, candidate) in new[] { (1, 10.0, 180, 20), (2, 20.0, 20, 180) })
        {
            foreach (var block in new PlantedBlocks(revision) { Revision = revision, ControlCount = control, CandidateCount = candidate, Control = new PlantedArm { Shift = level }, Candidate = new PlantedArm { Shift = level - 0.5 } }.Take(60))
                evaluation.Add(block);
            for (var minute = 0; minute < 60; minute++)
                evaluation.OutcomeWatches.Single().Add(Draw(chance, control, level), Draw(chance, candidate, level - 0.5));
        }

        foreach (var verdict in evaluation.Read(seed: 1).Verdicts)
        {
            Assert.True(verdict.Effect < 0 && verdict.Candidate.Value < verdict.Control.Value, verdict.Text);
            Assert.True(verdict.Kind == GuardKind.ScoreShift || Math.Abs(verdict.Candidate.Value!.Value - verdict.Control.Value!.Value - verdict.Effect!.Value) < 1e-9, verdict.Text);
        }
    }

    [Fact]
    public void An_effect_of_too_few_values_says_from_when_on_it_has_an_interval()
    {
        var evaluation = new GuardEvaluation(SubjectOf([new RolloutGuard { Name = "revenue", Kind = GuardKind.Metric, Metric = "revenue", Risk = 0.01 }]), state: null);
        evaluation.OutcomeWatches.Single().Add(Draw(new PlantedBlocks(5), 60, 10), Draw(new PlantedBlocks(6), 60, 11));

        var verdict = evaluation.Read(seed: 1).Verdicts.Single();

        Assert.NotNull(verdict.Effect);
        Assert.Contains("its interval is told from 100 compared values of each arm on", verdict.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void One_request_that_is_sent_again_and_again_says_nothing_of_scores()
    {
        var subject = SubjectOf(Alone("score_shift"));
        EvidenceBlock Same(EvidenceBlock block) => block with { Arms = [block.Arms[0] with { Scores = [.. block.Arms[0].Scores.Select(_ => 0.7207f)] }, block.Arms[1] with { Scores = [.. block.Arms[1].Scores.Select(_ => 0.7207f + 1e-5f)] }] };

        var same = Fold(subject, new PlantedBlocks(3).Take(100).Select(Same)).Single();
        var then = Fold(subject, new PlantedBlocks(3).Take(100).Select(Same).Concat(new PlantedBlocks(4) { Candidate = new PlantedArm { Shift = 0.3 } }.Take(200))).Single();

        Assert.Equal((GuardOutcome.Undecided, 0), (same.Outcome, same.LogEvidence));
        Assert.True(IsHarmful(then));
        Assert.InRange(then.Effect!.Value, 0.2, 0.4);
    }

    [Fact]
    public void What_one_arm_did_alone_is_not_held_against_the_other()
    {
        var subject = SubjectOf(RolloutGuards.Default.Resolve(Canary, 0.05));
        var both = new PlantedBlocks(3).Take(50).ToList();
        // Everything goes to the candidate, and a storm comes.
        var alone = new PlantedBlocks(4) { Revision = 2, Weights = [0, 10_000], ControlCount = 0, CandidateCount = 200, Candidate = new PlantedArm { Errors = 0.3, Refusals = 0.3, Slowness = 5, Shift = 1 } }.Take(50);

        var (before, after) = (Fold(subject, both), Fold(subject, both.Concat(alone)));

        Assert.Equal(before.Select(verdict => (verdict.LogEvidence, verdict.Effect)), after.Select(verdict => (verdict.LogEvidence, verdict.Effect)));
    }

    [Fact]
    public void A_version_that_is_equal_is_not_rolled_back_where_a_faster_replica_does_not_have_it()
    {
        var subject = SubjectOf(RolloutGuards.Default.Resolve(Canary, 0.05));
        var alarms = 0;
        for (var seed = 0; seed < 40; seed++)
        {
            var evaluation = new GuardEvaluation(subject, state: null);
            // What falls to the candidate is answered by the control there, and counts with what it got.
            var slow = new PlantedBlocks(seed) { Replica = "a", Control = new PlantedArm { Slowness = 1.3 }, Candidate = new PlantedArm { Slowness = 1.3 } }.Take(60);
            var fast = new PlantedBlocks(1_000 + seed) { Replica = "b" }.Take(60);
            foreach (var (one, other) in slow.Zip(fast))
            {
                evaluation.Add(one);
                evaluation.Add(other);
            }
            alarms += evaluation.Read(seed: 1).Verdicts.Any(IsHarmful) ? 1 : 0;
        }

        Assert.True(alarms <= 6, $"{alarms} of 40 alarmed.");
    }

    [Fact]
    public void Evidence_of_another_Saker_begins_anew_instead_of_deciding_nothing()
    {
        var subject = SubjectOf(Alone("error_rate"));
        var evaluation = new GuardEvaluation(subject, state: null);
        foreach (var block in new PlantedBlocks(3).Take(50))
            evaluation.Add(block);
        var state = evaluation.WriteTo(new EvidenceState { Guards = subject.Guards });
        var odds = state.Watches[0].Odds!;

        var other = new GuardEvaluation(subject, state with { Watches = [state.Watches[0] with { Odds = odds with { Normalisers = [1, 2, 3] } }] });

        Assert.Equal(0, other.Read(seed: 1).Verdicts[0].LogEvidence);
        // What steps go by is there all the same.
        Assert.Equal([8_000L, 2_000L], EvidenceJson.FindTotals(EvidenceJson.Write(state)).Arms.Select(arm => arm.RequestCount));
        Assert.Empty(EvidenceJson.FindTotals([1, 2, 3]).Arms);
        Assert.Null(EvidenceJson.Find([1, 2, 3]));
        Assert.Null(EvidenceJson.Find(null));
    }

    [Fact]
    public void A_verdict_tells_counts_effect_interval_and_threshold_in_words()
    {
        var verdict = Fold(SubjectOf(Alone("error_rate")), new PlantedBlocks(3) { Candidate = new PlantedArm { Errors = 0.05 } }.Take(100)).Single();

        Assert.Equal((16_000, 4_000), (verdict.Control.Count, verdict.Candidate.Count));
        Assert.Equal(verdict.Candidate.Hits / 4_000.0, verdict.Candidate.Value);
        Assert.True(verdict.Low < verdict.Effect && verdict.Effect < verdict.High && verdict.Low > 1);
        Assert.Equal(1 / verdict.Risk, verdict.Threshold);
        Assert.Equal([1.0], verdict.Tolerances);
        Assert.StartsWith("error_rate: candidate is worse than the tolerance allows: ", verdict.Text, StringComparison.Ordinal);
        Assert.Contains("of 4,000", verdict.Text, StringComparison.Ordinal);
        Assert.Contains("e-value", verdict.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_candidate_that_is_shown_to_be_within_its_tolerance_is_said_to_be()
    {
        var guard = DefaultGuards.Find("latency_p50")! with { Risk = 0.01, Tolerance = 0.5, Least = TimeSpan.Zero };

        Assert.Equal(GuardOutcome.Within, Fold(SubjectOf([guard]), new PlantedBlocks(3).Take(200)).Single().Outcome);
        Assert.Equal(GuardOutcome.Undecided, Fold(SubjectOf([guard with { Tolerance = 0 }]), new PlantedBlocks(3).Take(200)).Single().Outcome);
    }

    private static void AddOutcomes(GuardEvaluation evaluation, EvidenceBlock[] piece)
    {
        foreach (var block in piece)
        {
            var (control, candidate) = (Moments.Of([1, 0, 0, block.Sequence % 3]), Moments.Of([0, block.Sequence % 2]));
            foreach (var watch in evaluation.OutcomeWatches)
                watch.Add(control, candidate);
            evaluation.Rewards?.Add([control, candidate]);
        }
    }

    private static Moments Draw(PlantedBlocks chance, int count, double mean)
    {
        var moments = default(Moments);
        for (var i = 0; i < count; i++)
            moments = moments.With(mean + chance.NextNormal());
        return moments;
    }

    private static IReadOnlyList<RolloutGuard> Alone(string name) => [DefaultGuards.Find(name)! with { Risk = 0.005 }];

    private static bool IsHarmful(GuardVerdict verdict) => verdict.Outcome == GuardOutcome.Harmful;

    private static IReadOnlyList<GuardVerdict> Fold(EvidenceSubject subject, IEnumerable<EvidenceBlock> blocks)
    {
        var evaluation = new GuardEvaluation(subject, state: null);
        foreach (var block in blocks)
            evaluation.Add(block);
        return evaluation.Read(seed: 1).Verdicts;
    }

    private static EvidenceSubject SubjectOf(IReadOnlyList<RolloutGuard> guards, bool isShadow = false) => new() { Names = ["control", "candidate"], Guards = guards, IsShadow = isShadow };
}
