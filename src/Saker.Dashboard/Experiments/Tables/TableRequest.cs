using Saker.Dashboard.Layout;
using Saker.Data;
using Saker.Platform.Experiments;

namespace Saker.Dashboard.Experiments.Tables;

/// <summary>What somebody wants to see of an experiment's runs; the address of a page says all of it.</summary>
public sealed record TableRequest
{
    /// <summary>Columns of a table at most.</summary>
    public const int MaxColumns = 40;

    /// <summary>Runs that are asked for by their ids at most; a page has fewer.</summary>
    public const int MaxRuns = 100;

    private const int RunIdLength = 32;

    public required ExperimentId Experiment { get; init; }

    /// <summary>Null for those that the page proposes.</summary>
    public IReadOnlyList<RunColumn>? Columns { get; init; }

    public string? Filter { get; init; }

    public string? Order { get; init; }

    /// <summary>Runs in this state; null for all.</summary>
    public Lifecycle? State { get; init; } = Lifecycle.Active;

    /// <summary>Whether nested runs stand in the list like others; else they are folded below the run that they are part of.</summary>
    public bool IsFlat { get; init; }

    public string? Page { get; init; }

    /// <summary>Only these of the runs, for the script that has their rows; null for all. It is in no address that people see.</summary>
    public IReadOnlyList<RunId>? Runs { get; init; }

    /// <summary>Whether nested runs are folded: what a filter finds is a list, wherever it is nested.</summary>
    public bool IsFolded => !IsFlat && Filter is null;

    public string StateText => TextOf(State);

    public static string TextOf(Lifecycle? state) => state?.ToString().ToLowerInvariant() ?? "all";

    /// <param name="experiment">The experiment's id.</param>
    /// <param name="chosen">Whether <paramref name="columns"/> says which columns to show, also when it is empty.</param>
    /// <param name="columns">Such as <c>metrics.auc</c>; what is no column is passed over.</param>
    /// <param name="state"><c>active</c>, <c>deleted</c> or <c>all</c>.</param>
    public static TableRequest Of(ExperimentId experiment, bool chosen, IEnumerable<string> columns, string? state) => new()
    {
        Experiment = experiment,
        Columns = chosen ? [.. columns.Select(RunColumn.Parse).OfType<RunColumn>().Distinct().Take(MaxColumns)] : null,
        State = StateOf(state),
    };

    /// <summary>Those of ids that can be ids of runs: 32 hexadecimal digits.</summary>
    /// <returns>Null where none was asked for.</returns>
    /// <exception cref="SakerException">They are more than <see cref="MaxRuns"/> (invalid input).</exception>
    public static IReadOnlyList<RunId>? RunsOf(IReadOnlyList<string> ids) => ids.Count switch
    {
        0 => null,
        > MaxRuns => throw new SakerException(ErrorKind.InvalidInput, $"{ids.Count} runs are asked for; ask for at most {MaxRuns} at a time.", "run"),
        _ => [.. ids.Where(id => id.Length == RunIdLength && id.All(char.IsAsciiHexDigit)).Select(id => new RunId(id))],
    };

    public static Lifecycle? StateOf(string? text) => text switch
    {
        "deleted" => Lifecycle.Deleted,
        "all" => null,
        _ => Lifecycle.Active,
    };

    /// <summary>The page that shows this, or a part of it.</summary>
    public string Address(string part = "") => Addresses.With(
        Links.Experiment(Experiment) + part,
        [
            ("chosen", Columns is null ? null : "1"),
            .. (Columns ?? []).Select(column => ("c", column.Text)),
            ("filter", Filter),
            ("order", Order),
            ("state", State == Lifecycle.Active ? null : StateText),
            ("flat", IsFlat ? "1" : null),
            ("page", Page),
        ]);

    /// <summary>The same sorted by a field: up first, then down; back on the first page.</summary>
    public TableRequest SortedBy(string field, bool isDescendingFirst)
    {
        var (first, second) = isDescendingFirst ? (" DESC", " ASC") : (" ASC", " DESC");
        return this with { Order = field + (SortOf(field) == (isDescendingFirst ? "descending" : "ascending") ? second : first), Page = null };
    }

    /// <summary>For assistive technology: how the table is sorted by a field; null when it is not.</summary>
    public string? SortOf(string field) => Order is { } order && TableOrder.Read(order) is var (by, isDescending) && by == field ? isDescending ? "descending" : "ascending" : null;
}
