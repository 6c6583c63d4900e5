using Saker.Data.Checks;
using Saker.Data.Checks.Proposals;
using Saker.Testing.Proposals;

namespace Saker.Data.Tests.Checks.Proposals;

/// <summary>What is proposed for numbers: that lost digits are noticed, and that bounds leave as much room as the rows ask for.</summary>
public sealed class NumberProposalTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Digits_lost_among_readings_that_are_often_capped_or_a_default_are_noticed()
    {
        var random = new Random(2);
        double[] caps = [0, 0.5, 1];
        var readings = Draw(400, _ => random.Next(3) == 0 ? caps[random.Next(3)] : Math.Round(random.NextDouble(), 5));

        var proposal = await Propose(readings);

        Assert.Contains(proposal.Suite.Checks, check => check is DecimalsCheck { Min: >= 2, Where: not null });
        Assert.Empty(await Missed(readings, proposal, "truncated"));
    }

    [Fact]
    public async Task Digits_lost_by_whole_numbers_of_few_digits_are_noticed()
    {
        var random = new Random(3);
        var scores = new Table([Column.Of<long>("x", Enumerable.Range(0, 1_000).Select(_ => (long)random.Next(101)).ToArray())]);

        var proposal = await Propose(scores);

        Assert.Empty(await Missed(scores, proposal, "truncated"));
    }

    [Fact]
    public async Task Numbers_that_are_nearly_always_zero_are_held_to_that()
    {
        var random = new Random(4);
        var porches = new Table([Column.Of<long>("x", Enumerable.Range(0, 1_000).Select(_ => random.Next(50) == 0 ? (long)random.Next(20, 600) : 0).ToArray())]);

        var proposal = await Propose(porches);

        Assert.Empty(await Missed(porches, proposal, "shifted"));
    }

    [Fact]
    public async Task Sizes_of_several_orders_of_magnitude_have_a_lower_bound_above_zero()
    {
        var random = new Random(5);
        var sizes = Draw(1_000, _ => Math.Round(Math.Exp(9 + (4 * random.NextDouble()))));

        var proposal = await Propose(sizes);

        var range = proposal.Suite.Checks.OfType<RangeCheck>().First();
        Assert.InRange(range.Min!.Value, 1_000, Math.Exp(9));
    }

    [Fact]
    public async Task Bounds_of_numbers_whose_neighbours_are_alike_are_wider_than_of_the_same_ones_in_any_order()
    {
        var random = new Random(6);
        var level = 0.0;
        var levels = Enumerable.Range(0, 4_000).Select(_ => level = (0.9 * level) + random.NextDouble() - 0.5).ToArray();
        var mixed = levels.ToArray();
        random.Shuffle(mixed);

        Assert.True(await Width(levels) > 1.5 * await Width(mixed));

        static async Task<double> Width(double[] numbers)
        {
            var mean = (await Propose(new Table([Column.Of<double>("x", numbers)]))).Suite.Checks.OfType<MeanCheck>().Single();
            return mean.Max!.Value - mean.Min!.Value;
        }
    }

    [Fact]
    public async Task Where_the_bulk_lies_is_not_proposed_for_numbers_whose_halves_lie_apart()
    {
        var random = new Random(7);
        var steps = Draw(800, i => (i < 400 ? 10 : 10.65) + random.NextDouble());

        var proposal = await Propose(steps);

        Assert.DoesNotContain(proposal.Suite.Checks, check => check is MeanCheck or QuantileCheck);
        var range = Assert.Single(proposal.Suite.Checks.OfType<RangeCheck>());
        Assert.True(range.Max > 12.3, $"{range.Max}");
    }

    [Fact]
    public async Task Zeros_alone_leave_room_for_what_has_not_come_yet_and_other_constants_do_not()
    {
        var zeros = (await Propose(new Table([Column.Of<long>("x", new long[500])]))).Suite.Checks.OfType<InSetCheck>().Single();
        var sevens = (await Propose(new Table([Column.Of<long>("x", Enumerable.Repeat(7L, 500).ToArray())]))).Suite.Checks.OfType<InSetCheck>().Single();

        Assert.Equal(0.85, zeros.Mostly);
        Assert.Equal(0.992, sevens.Mostly);
    }

    /// <summary>The suite of one half of independent rows on the other: what a bound states is its error rate.</summary>
    [Fact]
    public async Task Independent_rows_keep_what_others_of_their_sort_proposed()
    {
        var random = new Random(8);
        var (held, checks) = (0, 0);
        for (var draw = 0; draw < 12; draw++)
        {
            var rows = Draw(600, _ => Math.Round(Math.Exp(random.NextDouble() * 3), 3));
            var (first, second) = ProposalTrial.Halves(rows);
            var (kept, all, _) = await ProposalTrial.HoldAsync(first, second, new ProposalOptions(), Token);
            held += kept;
            checks += all;
        }

        Assert.True(held >= 0.99 * checks, $"{held} of {checks}");
    }

    private static Table Draw(int rows, Func<int, double> number) => new([Column.Of<double>("x", Enumerable.Range(0, rows).Select(number).ToArray())]);

    private static Task<SuiteProposal> Propose(Table rows) => SuiteProposer.ProposeAsync(rows, new ProposalOptions(), Token);

    private static async Task<List<string>> Missed(Table rows, SuiteProposal proposal, string corruption)
    {
        var missed = new List<string>();
        await foreach (var outcome in ProposalTrial.BreakAsync(rows, proposal, ["x"], [.. Corruption.Demanded.Where(demanded => demanded.Name == corruption)], Token))
        {
            if (!outcome.IsCaught)
                missed.Add(outcome.Corruption);
        }
        return missed;
    }
}
