using System.Text.Json;
using Saker.Data;
using Saker.Server.Http.Rows;

namespace Saker.Server.Http.OpenInference;

/// <summary>Reads <c>parameters</c>: texts, numbers and truth values by name. Those that mean nothing here are passed over.</summary>
internal readonly ref struct ParameterReader(ProblemList problems)
{
    /// <summary>The bytes that a tensor has after the JSON; -1 when it has none.</summary>
    public long ReadTensor(ref Utf8JsonReader reader)
    {
        var size = -1L;
        if (!Enter(ref reader))
            return size;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isSize = reader.ValueTextEquals("binary_data_size"u8);
            Next(ref reader);
            if (!isSize)
                continue;
            if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var given) && given >= 0)
                size = given;
            else
                problems.Add(null, "binary_data_size", $"is {JsonTexts.Quote(ref reader)}; give the tensor's number of bytes.");
        }
        return size;
    }

    /// <summary>Whether an output comes as raw bytes; null when not said.</summary>
    public bool? ReadOutput(ref Utf8JsonReader reader)
    {
        bool? isBinary = null;
        if (!Enter(ref reader))
            return isBinary;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isFlag = reader.ValueTextEquals("binary_data"u8);
            var isClassification = reader.ValueTextEquals("classification"u8);
            Next(ref reader);
            if (isFlag)
                isBinary = ReadFlag(ref reader, "binary_data");
            else if (isClassification)
                problems.Add(null, "classification", "is not offered by this server; leave it out.");
        }
        return isBinary;
    }

    public void ReadRequest(ref Utf8JsonReader reader, InferRequest request)
    {
        if (!Enter(ref reader))
            return;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isFlag = reader.ValueTextEquals("binary_data_output"u8);
            var isTimeout = reader.ValueTextEquals("timeout"u8);
            var isExplain = reader.ValueTextEquals("explain"u8);
            Next(ref reader);
            if (isFlag)
                request.IsBinary = ReadFlag(ref reader, "binary_data_output") ?? false;
            else if (isTimeout)
                request.TimeoutMicroseconds = ReadTimeout(ref reader);
            else if (isExplain)
                request.WantsExplanation = ReadFlag(ref reader, "explain") ?? false;
        }
    }

    private bool Enter(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.StartObject)
            return true;
        if (reader.TokenType != JsonTokenType.Null)
            problems.Add(null, "parameters", $"is {JsonTexts.Quote(ref reader)}; give an object.");
        reader.Skip();
        return false;
    }

    // To the value of the parameter that the reader stands on; past what no parameter can be.
    private void Next(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType is not (JsonTokenType.StartArray or JsonTokenType.StartObject))
            return;
        problems.Add(null, "parameters", $"holds {JsonTexts.Quote(ref reader)}; give texts, numbers, true or false.");
        reader.Skip();
    }

    private bool? ReadFlag(ref Utf8JsonReader reader, string name)
    {
        if (reader.TokenType is JsonTokenType.True or JsonTokenType.False)
            return reader.TokenType == JsonTokenType.True;
        problems.Add(null, name, $"is {JsonTexts.Quote(ref reader)}; give true or false.");
        return null;
    }

    // Some clients send it as a text.
    private long ReadTimeout(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var number) && number >= 0)
            return number;
        if (reader.TokenType == JsonTokenType.String && long.TryParse(JsonTexts.Find(ref reader), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var parsed))
            return parsed;
        problems.Add(null, "timeout", $"is {JsonTexts.Quote(ref reader)}; give microseconds as a whole number, 0 for none.");
        return 0;
    }
}
