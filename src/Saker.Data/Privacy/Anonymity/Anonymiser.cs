namespace Saker.Data.Privacy.Anonymity;

/// <summary>Makes rows k-anonymous, l-diverse and t-close: columns are written more coarsely, all cells of a column alike, and rows that remain too few of their kind are left out.</summary>
public static class Anonymiser
{
    /// <summary>Reads all rows and finds out how to change them with the least loss of information.</summary>
    /// <param name="tables">The rows; read once, and again by <see cref="AnonymityPlan.ApplyAsync"/>.</param>
    /// <param name="policy">What is asked for.</param>
    /// <param name="cancellationToken">Stops reading and searching.</param>
    /// <exception cref="SakerException">A column is not there, a value does not fit its hierarchy, there are too many combinations, or nothing fulfils the policy.</exception>
    public static async Task<AnonymityPlan> PlanAsync(IAsyncEnumerable<Table> tables, AnonymityPolicy policy, CancellationToken cancellationToken)
    {
        var groups = new RowGroups([.. policy.Quasi.Select(column => column.Name)], policy.Sensitive, policy.MaxCombinations);
        await foreach (var table in tables.WithCancellation(cancellationToken).ConfigureAwait(false))
            groups.Add(table);
        return await Task.Run(() => Plan(groups, policy, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    private static AnonymityPlan Plan(RowGroups groups, AnonymityPolicy policy, CancellationToken cancellationToken)
    {
        var maxSuppressed = (long)Math.Floor(policy.MaxSuppressedShare * groups.RowCount);
        if (LatticeSearch.Run(new Lattice(groups, policy), policy, maxSuppressed, cancellationToken) is not var (node, isOptimal))
            throw new SakerException(ErrorKind.InvalidInput, FormattableString.Invariant($"No way of writing the columns more coarsely gives k = {policy.K}, l = {policy.L} and t = {policy.T} while at most {maxSuppressed} of {groups.RowCount} rows are left out; ask for less, or allow more rows to be left out (max_suppressed)."), "k");
        return new AnonymityPlan(policy, groups, node, isOptimal);
    }
}
