using Saker.Platform.Search;

namespace Saker.Platform.Registry;

/// <summary>What registered models and model versions can be searched by.</summary>
internal static class RegistrySearch
{
    /// <summary>Prompts are kept as models and hidden unless one asks for them by this tag.</summary>
    public const string PromptTag = "mlflow.prompt.is_prompt";

    private static readonly string[] s_tags = ["tag", "tags"];

    /// <summary>Registered models, by <c>models m</c>; the key is the name.</summary>
    public static FilterTarget Models { get; } = Create(
        "registered models",
        "models m",
        ["m.name"],
        [
            new FilterColumn { Name = "name", Sql = "m.name" },
            new FilterColumn { Name = "creation_timestamp", Sql = "m.created_at", Kind = FilterKind.Integer },
            new FilterColumn { Name = "last_updated_timestamp", Aliases = ["timestamp"], Sql = "m.updated_at", Kind = FilterKind.Integer },
            new FilterColumn { Name = "description", Sql = "m.description", IsNullable = true, CanOrder = false },
        ],
        new FilterEntries { Names = s_tags, Table = "model_tags", Owner = [("model", "m.name")] },
        ("name", false));

    /// <summary>Model versions, by <c>model_versions v</c>; the key is the model's name and the number of the version.</summary>
    public static FilterTarget Versions { get; } = Create(
        "model versions",
        "model_versions v",
        ["v.model", "v.version"],
        [
            new FilterColumn { Name = "name", Sql = "v.model" },
            new FilterColumn { Name = "version_number", Aliases = ["version"], Sql = "v.version", Kind = FilterKind.Integer },
            new FilterColumn { Name = "run_id", Sql = "v.run_id", IsNullable = true },
            new FilterColumn { Name = "source_path", Aliases = ["source"], Sql = "v.source", IsNullable = true },
            new FilterColumn { Name = "description", Sql = "v.description", IsNullable = true, CanOrder = false },
            new FilterColumn { Name = "creation_timestamp", Sql = "v.created_at", Kind = FilterKind.Integer },
            new FilterColumn { Name = "last_updated_timestamp", Aliases = ["timestamp"], Sql = "v.updated_at", Kind = FilterKind.Integer },
        ],
        new FilterEntries { Names = s_tags, Table = "model_version_tags", Owner = [("model", "v.model"), ("version", "v.version")] },
        ("name", false),
        ("version_number", true));

    private static FilterTarget Create(string name, string from, IReadOnlyList<string> key, IReadOnlyList<FilterColumn> columns, FilterEntries tags, params (string Column, bool IsDescending)[] lastOrder) => new()
    {
        Name = name,
        From = from,
        Key = key,
        Columns = columns,
        Entries = [tags],
        LastOrder = [.. lastOrder.Select(last => new OrderTerm(new ColumnField(columns.First(column => column.Name == last.Column)), last.IsDescending))],
        HidingTag = PromptTag,
    };
}
