using Saker.Data.Sources;

namespace Saker.Data.Privacy.DifferentialPrivacy;

/// <summary>Asks a question of rows, has the budget pay for it, and only then gives the answer.</summary>
public static class PrivateRelease
{
    /// <summary>
    /// Asks a question of a source. The column is read as numbers or as texts because the question says so, and never because of what its
    /// cells look like: were the type found in the data, whoever can add a row with one odd cell would learn from the failure that it is there.
    /// </summary>
    /// <param name="source">The rows.</param>
    /// <param name="dataset">What they are: the budget of another data set does not pay for them.</param>
    /// <param name="query">The question; it serves once.</param>
    /// <param name="budget">Pays, or refuses.</param>
    /// <param name="random">Where the noise comes from: <see cref="PrivacyRandom.Secure"/>.</param>
    /// <param name="cancellationToken">Stops before the budget pays.</param>
    /// <exception cref="SakerException">The column is not there, the budget is of another data set (conflict), or does not allow it.</exception>
    public static async Task<(IReadOnlyList<PrivateAnswer> Answers, BudgetState Budget)> RunAsync(DataSource source, string dataset, PrivateQuery query, PrivacyBudget budget, PrivacyRandom random, CancellationToken cancellationToken)
    {
        await budget.RequireOfAsync(dataset, cancellationToken).ConfigureAwait(false);
        var read = query.Asked is { } asked
            ? source with { Columns = new Dictionary<string, ColumnType>(source.Columns) { [asked.Column] = asked.Type }, Misfits = MisfitPolicy.Null }
            : source;
        return await RunAsync(read.ReadAsync(cancellationToken), query, budget, random, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Asks a question of rows whose types were declared and not found in them.</summary>
    /// <param name="tables">All rows.</param>
    /// <param name="query">The question; it serves once.</param>
    /// <param name="budget">Pays, or refuses.</param>
    /// <param name="random">Where the noise comes from: <see cref="PrivacyRandom.Secure"/>.</param>
    /// <param name="cancellationToken">Stops before the budget pays.</param>
    /// <exception cref="SakerException">The column is not there or holds no numbers, or the budget does not allow it.</exception>
    public static async Task<(IReadOnlyList<PrivateAnswer> Answers, BudgetState Budget)> RunAsync(IAsyncEnumerable<Table> tables, PrivateQuery query, PrivacyBudget budget, PrivacyRandom random, CancellationToken cancellationToken)
    {
        await foreach (var table in tables.WithCancellation(cancellationToken).ConfigureAwait(false))
            query.Add(table);
        // Paid before the noise is drawn: a crash from here on loses budget, never privacy.
        var state = await budget.SpendAsync(query.Description, query.Cost, cancellationToken).ConfigureAwait(false);
        return (query.Answer(new ExactSampler(random)), state);
    }
}
