namespace Saker.Data.Privacy.DifferentialPrivacy;

/// <summary>Asks a question of rows, has the budget pay for it, and only then gives the answer.</summary>
public static class PrivateRelease
{
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
