namespace Saker.Data.Checks.Proposals;

/// <summary>What texts in words always or mostly have, or have not.</summary>
/// <remarks>
/// Of many such habits those are proposed that would tell: for each way in which texts get broken, the one that fails clearest when a fifth of
/// the texts is broken so.
/// </remarks>
internal sealed class HabitProposer : IColumnProposer
{
    private const int FewestTexts = 20;
    private const int MaxTexts = 4_000;
    private const int MaxCharacters = 1_500_000;

    /// <summary>The share of broken texts that must be found out.</summary>
    private const double Fifth = 0.2;

    public IEnumerable<CheckDraft> Propose(SampleColumn column, Tolerances tolerances)
    {
        if (!column.IsText || column.IsCategory || column.Count < FewestTexts)
            return [];
        var step = 1 + Math.Max((column.Count - 1) / MaxTexts, (int)Math.Min(column.Texts.Sum(text => (long)text.Length) / MaxCharacters, column.Count / FewestTexts));
        string[] texts = [.. Enumerable.Range(0, column.Count / step).Select(i => column.Texts[i * step])];
        // Every run must break the same texts in the same way.
        var random = new Random(1);
        string[][] broken =
        [
            [.. texts.Select(text => Disorder.Scramble(text, random))],
            [.. texts.Select(Disorder.Advance)],
            [.. texts.Select(Disorder.Cut)],
            [.. texts.Select((_, i) => i.ToString(System.Globalization.CultureInfo.InvariantCulture))],
        ];
        var candidates = TextHabit.Common(texts).Concat(TextHabit.Known).Select(habit => Measure(habit, texts, broken, column.PresentShare / step, tolerances)).Where(candidate => candidate.Mostly > 0.5).ToArray();
        return broken.Select((_, way) => candidates.OrderByDescending(candidate => candidate.Margins[way]).FirstOrDefault())
            .Where((best, way) => best.Habit is not null && best.Margins[way] > 0)
            .Distinct()
            .Select(best => Draft(column, best.Habit, best.Share, best.Mostly));
    }

    private static Candidate Measure(TextHabit habit, string[] texts, string[][] broken, double shareOfRows, Tolerances tolerances)
    {
        double[] held = [.. texts.Select(text => habit.Holds(text) ? 1.0 : 0)];
        var share = Numbers.Mean(held);
        var deviation = Math.Sqrt(share * (1 - share));
        var drift = Walk.Drift(held.Length, slice => Numbers.Mean(slice.Of(held)), (a, b) => deviation * Math.Sqrt((1.0 / a) + (1.0 / b)));
        var mostly = share == 1 ? tolerances.Nearly(held.Length) : Math.Floor((share - tolerances.OfShare(share, shareOfRows, drift)) * 1000) / 1000;
        double[] margins = [.. broken.Select(way => mostly - ((1 - Fifth) * share) - (Fifth * way.Count(habit.Holds) / texts.Length))];
        return new Candidate(habit, share, mostly, margins);
    }

    private static CheckDraft Draft(SampleColumn column, TextHabit habit, double share, double mostly)
    {
        List<(string, object)> keys = [("pattern", habit.IsWanted ? $@"(?s).*({habit.Pattern}).*" : habit.Pattern)];
        if (mostly < 1)
            keys.Add(("mostly", mostly));
        return new CheckDraft(habit.IsWanted ? "matches" : "not_matches", column.Name, $"{habit.What}, in {Numbers.Percent(share)} of the texts", keys);
    }

    private readonly record struct Candidate(TextHabit Habit, double Share, double Mostly, double[] Margins);
}
