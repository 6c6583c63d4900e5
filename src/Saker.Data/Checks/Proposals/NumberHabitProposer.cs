using System.Globalization;
using Saker.Data.Engine;

namespace Saker.Data.Checks.Proposals;

/// <summary>What numbers mostly are, where nothing else would tell that a fifth of them lost digits, had them mixed up, or was raised.</summary>
/// <remarks>
/// For each of these ways a fifth of the numbers is broken so. If no check that was proposed before fails on them, the habit is proposed that is broken
/// clearest: its bound leaves room for sampling error and drift (see <see cref="Tolerances"/>), and what the broken numbers would do lies beyond it.
/// </remarks>
internal static class NumberHabitProposer
{
    private const int FewestValues = 30;
    private const int MaxValues = 4_000;

    /// <summary>The share of broken numbers that must be found out: every fifth.</summary>
    private const int Fifth = 5;

    /// <summary>What other checks notice they must notice with room to spare.</summary>
    private const int Sixth = 6;

    /// <summary>Of so many, a fifth by lot spares all once in a hundred times.</summary>
    private const int ManyUnreadable = 20;

    /// <param name="column">Any.</param>
    /// <param name="known">What is proposed for it already.</param>
    /// <param name="tolerances">How much room bounds leave.</param>
    public static IEnumerable<CheckDraft> Propose(SampleColumn column, IReadOnlyList<CheckDraft> known, Tolerances tolerances)
    {
        if (!column.IsNumber || column.Count < FewestValues || column.IsTrending)
            return [];
        var step = 1 + ((column.Count - 1) / MaxValues);
        double[] numbers = [.. Enumerable.Range(0, column.Count / step).Select(i => column.Numbers[i * step])];
        var ranked = new Ranked(numbers);
        if (ranked.Min.Equals(ranked.Max))
            return [];
        var candidates = new Lazy<Candidate[]>(() => [.. NumberHabit.All(ranked, column.Type == ColumnType.Float64).Where(habit => habit.Kind != "range" || !column.IsWandering).Select(habit => Measure(habit, numbers, column.PresentShare / step, tolerances)).Where(candidate => candidate.Mostly > 0)]);
        List<CheckDraft> drafts = [];
        foreach (var way in Ways(column, numbers))
        {
            var broken = way.ToArray();
            // What cannot be read as a number any more is noticed by its type, if there is so much of it that some will be among the broken.
            if (broken.Count(double.IsNaN) > ManyUnreadable || broken.SequenceEqual(numbers))
                continue;
            broken = [.. broken.Select((number, i) => double.IsNaN(number) ? numbers[i] : number)];
            var mixed = Mixed(numbers, broken);
            if (known.Concat(drafts).Any(draft => NumberTrial.Tells(draft, mixed)))
                continue;
            var best = candidates.Value.Select(candidate => (Candidate: candidate, Margin: candidate.Margin(broken))).DefaultIfEmpty().MaxBy(pair => pair.Margin);
            if (best.Margin > 0)
                drafts.Add(Draft(column, best.Candidate));
        }
        return drafts;
    }

    private static IEnumerable<IEnumerable<double>> Ways(SampleColumn column, double[] numbers)
    {
        // Every run must break the same numbers in the same way.
        var random = new Random(1);
        var raised = 3 * Numbers.Deviation(numbers);
        yield return numbers.Select(number => Disorder.CutDigits(number, column.Type));
        yield return numbers.Select(number => Disorder.ScrambleDigits(number, column.Type, random));
        yield return numbers.Select(number => number + raised);
    }

    private static double[] Mixed(double[] numbers, double[] broken)
    {
        var mixed = numbers.ToArray();
        int[] places = [.. Enumerable.Range(0, numbers.Length)];
        new Random(1).Shuffle(places);
        foreach (var place in places.Take(numbers.Length / Sixth))
            mixed[place] = broken[place];
        return mixed;
    }

    private static Candidate Measure(NumberHabit habit, double[] numbers, double shareOfRows, Tolerances tolerances)
    {
        double[] held = [.. numbers.Where(habit.Considers).Select(number => habit.Holds(number) ? 1.0 : 0)];
        if (held.Length < FewestValues)
            return default;
        var share = Numbers.Mean(held);
        // A bound that all numbers keep says how far they went, not how many are where.
        if (share == 0 || (share == 1 && habit.Kind == "range"))
            return default;
        var deviation = Math.Sqrt(share * (1 - share));
        var drift = Walk.Drift(held.Length, slice => Numbers.Mean(slice.Of(held)), (a, b) => deviation * Math.Sqrt((1.0 / a) + (1.0 / b)));
        var mostly = share == 1 ? tolerances.Nearly(held.Length) : Math.Floor((share - tolerances.OfShare(share, shareOfRows * held.Length / numbers.Length, drift)) * 1000) / 1000;
        return new Candidate(habit, share, mostly, held.Length, numbers.Length);
    }

    private static CheckDraft Draft(SampleColumn column, Candidate candidate)
    {
        List<(string, object)> keys = [(candidate.Habit.Key, candidate.Habit.Bound), ("mostly", candidate.Mostly)];
        // A column that has become one of texts must be told of by its type, not by a condition that cannot be read.
        if (candidate.Habit.Except is { } special)
            keys.Add(("where", $"try_cast({SqlText.Name(column.Name)} AS DOUBLE) NOT IN ({string.Join(", ", special.Order().Select(number => number.ToString("R", CultureInfo.InvariantCulture)))})"));
        return new CheckDraft(candidate.Habit.Kind, column.Name, $"{Numbers.Percent(candidate.Share)} {candidate.Habit.What}", keys);
    }

    private readonly record struct Candidate(NumberHabit Habit, double Share, double Mostly, int Considered, int Count)
    {
        /// <summary>By how much the share that still holds when every fifth number is broken lies below what must hold.</summary>
        public double Margin(double[] broken)
        {
            var (considered, held) = (0, 0);
            foreach (var number in broken)
            {
                if (!Habit.Considers(number))
                    continue;
                considered++;
                held += Habit.Holds(number) ? 1 : 0;
            }
            var (kept, changed) = ((1 - (1.0 / Fifth)) * Considered / Count, 1.0 / Fifth / broken.Length);
            return Mostly - (((kept * Share) + (changed * held)) / (kept + (changed * considered)));
        }
    }
}
