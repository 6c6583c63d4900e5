using Saker.Data;
using Saker.Platform.Search;

namespace Saker.Platform.Experiments.LoggedModels;

/// <summary>
/// Remembers logged models. Thread-safe, and safe between processes that share the store. A write is durable when its task
/// completes. A deleted model is as if it were not there.
/// </summary>
public interface ILoggedModelStore
{
    /// <summary>Makes a model whose files are still to come.</summary>
    /// <exception cref="SakerException">The experiment is unknown (not found) or deleted (conflict), the id was given before (conflict), or something of the model is not possible (invalid input).</exception>
    Task<LoggedModel> CreateAsync(LoggedModelCreation creation, CancellationToken cancellationToken);

    Task<LoggedModel?> FindAsync(LoggedModelId model, CancellationToken cancellationToken);

    /// <summary>The models that are there of those asked for, in their order.</summary>
    Task<IReadOnlyList<LoggedModel>> ListAsync(IReadOnlyList<LoggedModelId> models, CancellationToken cancellationToken);

    /// <summary>Says that the files arrived, or did not.</summary>
    /// <exception cref="SakerException">There is no such model (not found), or it is to become pending again (invalid input).</exception>
    Task<LoggedModel> FinalizeAsync(LoggedModelId model, LoggedModelStatus status, CancellationToken cancellationToken);

    /// <exception cref="SakerException">There is no such model.</exception>
    Task DeleteAsync(LoggedModelId model, CancellationToken cancellationToken);

    /// <exception cref="SakerException">There is no such model (not found), or tags are not possible (invalid input).</exception>
    Task<LoggedModel> SetTagsAsync(LoggedModelId model, IReadOnlyDictionary<string, string> tags, CancellationToken cancellationToken);

    /// <exception cref="SakerException">There is no such model or tag.</exception>
    Task DeleteTagAsync(LoggedModelId model, string key, CancellationToken cancellationToken);

    /// <exception cref="SakerException">There is no such model (not found), or a parameter has another value already (conflict).</exception>
    Task LogParametersAsync(LoggedModelId model, IReadOnlyDictionary<string, string> parameters, CancellationToken cancellationToken);

    /// <exception cref="SakerException">Filter, order, page token or number are wrong; the message says where and what would be right.</exception>
    Task<SearchPage<LoggedModel>> SearchAsync(LoggedModelSearch search, CancellationToken cancellationToken);
}
