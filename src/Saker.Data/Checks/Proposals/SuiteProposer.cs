using Saker.Data.Sources;

namespace Saker.Data.Checks.Proposals;

/// <summary>
/// Proposes a <see cref="CheckSuite"/> from data: checks that hold on it, with bounds as tight as sampling error and the data's own unrest allow.
/// </summary>
/// <remarks>
/// One pass gathers a sample in the order of the rows; bounds are found on it, and each is tried on later rows by what earlier rows gave. Then
/// the suite runs over all rows (two scans): a check of rows that some break is let off by <c>mostly</c>, any other that does not hold is left out.
/// </remarks>
public static class SuiteProposer
{
    /// <summary>Proposes checks for a source, which may be larger than memory.</summary>
    /// <param name="source">It is read three times, or five when bounds had to be moved.</param>
    /// <param name="options">Which columns, how tight.</param>
    /// <param name="progress">Told how many rows the sample has been taken from.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="SakerException">The source cannot be read, an option is out of range, or a named column is not there.</exception>
    public static async Task<SuiteProposal> ProposeAsync(DataSource source, ProposalOptions options, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        options.Validate();
        var schema = await source.InferSchemaAsync(cancellationToken).ConfigureAwait(false);
        RequireColumns(schema, options);
        var sampler = new RowSampler(options.MaxSampleRows);
        await foreach (var batch in source.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            sampler.Add(batch);
            progress?.Report(sampler.RowCount);
        }
        return await ProposeAsync(source.Name, sampler, options, suite => CheckRunner.RunAsync(source, suite, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Proposes checks for rows in memory.</summary>
    /// <inheritdoc cref="ProposeAsync(DataSource, ProposalOptions, IProgress{long}, CancellationToken)" path="/exception"/>
    public static Task<SuiteProposal> ProposeAsync(Table rows, ProposalOptions options, CancellationToken cancellationToken)
    {
        options.Validate();
        RequireColumns(rows.Schema, options);
        var sampler = new RowSampler(options.MaxSampleRows);
        sampler.Add(rows);
        return ProposeAsync("a table", sampler, options, suite => CheckRunner.RunAsync(rows, suite, cancellationToken), cancellationToken);
    }

    private static async Task<SuiteProposal> ProposeAsync(string source, RowSampler sampler, ProposalOptions options, Func<CheckSuite, Task<CheckReport>> run, CancellationToken cancellationToken)
    {
        var sample = sampler.Build();
        var drafts = sample is null ? [] : await Task.Run(() => new DraftSuite(sample, sampler.RowCount, options).Build(cancellationToken), cancellationToken).ConfigureAwait(false);
        return new SuiteProposal
        {
            Source = source,
            RowCount = sampler.RowCount,
            SampledRowCount = sample?.RowCount ?? 0,
            Checks = await TriedSuite.KeepAsync(drafts, run).ConfigureAwait(false),
        };
    }

    private static void RequireColumns(Schema schema, ProposalOptions options)
    {
        var unknown = (options.Columns ?? []).Where(name => !schema.Contains(name)).Distinct(StringComparer.Ordinal).ToArray();
        if (unknown.Length > 0)
            throw new SakerException(ErrorKind.InvalidInput, $"There is no column {Words.List(unknown)}. The columns are: {Words.List([.. schema.Select(column => column.Name)])}.", "columns");
    }
}
