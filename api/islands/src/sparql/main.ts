// The query page with script. Without it the same page is a form, and gives the same answers.
import "./sparql.css";
import { Page } from "./page";

const form = document.querySelector<HTMLFormElement>("form[data-island=sparql]");
if (form) new Page(form);
